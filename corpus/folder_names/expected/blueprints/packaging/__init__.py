import azure.functions as func

from .boxes import smallest

bp = func.Blueprint()


@bp.function_name(name="packaging")
@bp.route(route="packaging", methods=["GET"])
def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(smallest(7))
