from azure.functions import HttpRequest, HttpResponse as Response
from azure import functions as fn
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="AliasThree")
@bp.route(route="AliasThree", methods=["GET"])
def main(req: HttpRequest, context: fn.Context) -> Response:
    return Response(context.function_name)
