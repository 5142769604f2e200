import azure.functions as func

from shared.state import TooMany, count

bp = func.Blueprint()


@bp.function_name(name="Absolute")
@bp.route(route="Absolute", methods=["GET"])
def absolute(req: func.HttpRequest) -> func.HttpResponse:
    try:
        return func.HttpResponse(str(count()))
    except TooMany:
        return func.HttpResponse(status_code=429)
