import azure.functions as func

from rates import cache

bp = func.Blueprint()


@bp.route(route="rates/{code}", methods=["GET"])
def rate(req: func.HttpRequest) -> func.HttpResponse:
    rate = cache.lookup(req.route_params["code"])
    return func.HttpResponse(str(rate)) if rate else func.HttpResponse(status_code=404)
