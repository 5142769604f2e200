import azure.functions as func

from shared.style import STYLE

bp = func.Blueprint()


@bp.function_name(name="Chart")
@bp.route(route="Chart", methods=["GET"])
def chart(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(STYLE)
