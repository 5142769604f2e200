"""Prices: a function, and the library of all others that need a price."""
import azure.functions as func

bp = func.Blueprint()

PRICES = {"tea": 4, "cup": 7}


def price_of(sku: str) -> int:
    return PRICES[sku]


def main(req: func.HttpRequest) -> func.HttpResponse:
    try:
        return func.HttpResponse(str(price_of(req.route_params["sku"])))
    except KeyError:
        return func.HttpResponse(status_code=404)


@bp.function_name(name="Prices")
@bp.route(route="prices/{sku}", methods=["GET"])
def prices(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
