import azure.functions as func

from .boxes import smallest

bp = func.Blueprint()


@bp.route(route="packaging", methods=["GET"])
def packaging(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(smallest(7))
