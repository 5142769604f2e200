import azure.functions as func

from library.models import BOOKS

bp = func.Blueprint()


@bp.function_name(name="Count")
@bp.route(route="count", methods=["GET"])
async def count(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(len(BOOKS)))
