import azure.functions as func

from shared.guards import require_token

bp = func.Blueprint()


@bp.function_name(name="Guarded")
@bp.route(route="Guarded", methods=["GET"])
@require_token
def guarded(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("welcome")
