import azure.functions as func

import Prices
from Prices import price_of

bp = func.Blueprint()


def total(skus) -> int:
    return sum(price_of(sku) for sku in skus if sku in Prices.PRICES)


def main(req: func.HttpRequest) -> func.HttpResponse:
    from Discounts import discount

    value = total(req.get_json())
    return func.HttpResponse(str(value - discount(value)))


@bp.function_name(name="Basket")
@bp.route(route="Basket", methods=["POST"])
def basket(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
