import json
import logging
import uuid
from decimal import Decimal

import azure.functions as func

from shared import http
from shared.money import format_price
from shared.orders import Order

bp = func.Blueprint()

log = logging.getLogger("orders.place")
CURRENCY = "EUR"
LIMIT = Decimal(10_000)

_seen = set()  # idempotency keys this instance has met


class Refused(Exception):
    """The order cannot be taken; the text goes to the customer."""


def parse(req: func.HttpRequest) -> Order:
    try:
        data = req.get_json()
        order = Order.from_dict({"id": uuid.uuid4().hex, **data})
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("not an order") from error
    if not order.lines:
        raise Refused("an order needs lines")
    if order.net > LIMIT:
        raise Refused(f"orders above {format_price(LIMIT, CURRENCY)} need a phone call")
    return order


@bp.function_name(name="PlaceOrder")
@bp.route(route="orders", methods=["POST"])
@bp.queue_output(
    arg_name="placed",
    queue_name="orders-placed",
    connection="AzureWebJobsStorage",
)
def place_order(req: func.HttpRequest, placed: func.Out[str]) -> func.HttpResponse:
    key = req.headers.get("Idempotency-Key")
    if key and key in _seen:
        return http.problem(409, "already placed")

    try:
        order = parse(req)
    except Refused as refused:
        log.warning("refused: %s", refused)
        return http.problem(400, str(refused))

    if key:
        _seen.add(key)
    placed.set(json.dumps({"id": order.id, "customer": order.customer, "net": str(order.net)}))
    log.info("order %s over %s", order.id, format_price(order.net, CURRENCY))
    return http.ok({"id": order.id})
