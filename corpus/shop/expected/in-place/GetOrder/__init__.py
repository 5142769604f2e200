"""Look one order up."""
import logging

import azure.functions as func

from shared import http
from shared.money import format_price
from .view import render

log = logging.getLogger("orders")
CURRENCY = "EUR"
TAX = "0.19"


def main(req: func.HttpRequest, order: func.DocumentList) -> func.HttpResponse:
    # An unknown id is the caller's mistake, not ours.
    if not order:
        log.info("no order %s", req.route_params["id"])
        return http.problem(404, "no such order")
    return http.ok(render(order[0], format_price, CURRENCY, TAX))
