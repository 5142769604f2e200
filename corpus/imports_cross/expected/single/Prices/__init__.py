"""Prices: a function, and the library of all others that need a price."""
import azure.functions as func

PRICES = {"tea": 4, "cup": 7}


def price_of(sku: str) -> int:
    return PRICES[sku]


def main(req: func.HttpRequest) -> func.HttpResponse:
    try:
        return func.HttpResponse(str(price_of(req.route_params["sku"])))
    except KeyError:
        return func.HttpResponse(status_code=404)
