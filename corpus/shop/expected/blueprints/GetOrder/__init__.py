"""Look one order up."""
import logging

import azure.functions as func

from shared import http
from shared.money import format_price
from .view import render

bp = func.Blueprint()

log = logging.getLogger("orders")
CURRENCY = "EUR"
TAX = "0.19"


@bp.function_name(name="GetOrder")
@bp.route(route="orders/{id}", methods=["GET"])
@bp.cosmos_db_input_v3(
    arg_name="order",
    database_name="shop",
    collection_name="orders",
    connection_string_setting="CosmosConnection",
    id="{id}",
    partition_key="{id}",
)
def get_order(req: func.HttpRequest, order: func.DocumentList) -> func.HttpResponse:
    # An unknown id is the caller's mistake, not ours.
    if not order:
        log.info("no order %s", req.route_params["id"])
        return http.problem(404, "no such order")
    return http.ok(render(order[0], format_price, CURRENCY, TAX))
