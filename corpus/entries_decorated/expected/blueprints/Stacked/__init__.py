import azure.functions as func

from shared import guards

bp = func.Blueprint()


# The token first: nobody shall read the cache without one.
@bp.function_name(name="Stacked")
@bp.route(route="Stacked", methods=["GET"])
@guards.require_token
@guards.cache_for(
    seconds=30,  # the source changes every minute
)
def stacked(req: func.HttpRequest) -> func.HttpResponse:
    """Prices, at most half a minute old."""
    return func.HttpResponse("12.50")
