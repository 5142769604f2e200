import azure.functions as func
from azure.functions import HttpRequest, HttpResponse as Response
from azure import functions as fn

bp = func.Blueprint()


@bp.function_name(name="AliasThree")
@bp.route(route="AliasThree", methods=["GET"])
def alias_three(req: HttpRequest, context: fn.Context) -> Response:
    return Response(context.function_name)
