from __future__ import annotations

import datetime
import datetime as dt
import logging
import logging as log
import os
import sys
from datetime import datetime as alias_two_datetime
from datetime import datetime as alias_two_dt
from json import loads as alias_two_parse
from typing import TYPE_CHECKING
from urllib.parse import urlsplit as parse

import azure.functions
import azure.functions as af
import azure.functions as func
from azure import functions as fn
from azure.functions import HttpRequest
from azure.functions import HttpResponse as Response

from Typed.basket import total

app = func.FunctionApp()


@app.function_name(name="AliasOne")
@app.timer_trigger(arg_name="timer", schedule="0 0 2 * * *")
def alias_one(timer: azure.functions.TimerRequest) -> None:
    logging.info("%s %s %s", datetime.date(2022, 1, 1), dt.timedelta(hours=1), parse("http://a.invalid/b").path)


@app.function_name(name="AliasThree")
@app.route(route="AliasThree", methods=["GET"])
def alias_three(req: HttpRequest, context: fn.Context) -> Response:
    return Response(context.function_name)


@app.function_name(name="AliasTwo")
@app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
def alias_two(timer: af.TimerRequest) -> None:
    log.info("%s %s %s", alias_two_datetime(2022, 1, 1), alias_two_dt.min, alias_two_parse("[1, 2]"))


@app.function_name(name="Lazy")
@app.route(route="Lazy", methods=["GET"])
def lazy(req: func.HttpRequest) -> func.HttpResponse:
    # Both are slow to import, and most callers never come here.
    import decimal

    from Lazy.report import lines

    decimal.getcontext().prec = 6
    return func.HttpResponse("\n".join(lines(decimal.Decimal(2).sqrt())))


try:
    import orjson as json
except ImportError:
    import json

if sys.version_info >= (3, 9):
    from zoneinfo import ZoneInfo as Zone
else:
    from dateutil.tz import gettz as Zone


@app.function_name(name="Optional")
@app.route(route="Optional", methods=["POST"])
def optional(req: func.HttpRequest) -> func.HttpResponse:
    keys = sorted(json.loads(req.get_body()))
    return func.HttpResponse(f"{keys} {Zone('UTC')}")


sys.path.append(os.path.join(os.path.dirname(__file__), "vendored"))

import oldlib  # noqa: E402


@app.function_name(name="Paths")
@app.blob_trigger(
    arg_name="data",
    path="uploads/{name}",
    connection="AzureWebJobsStorage",
)
def paths(data: func.InputStream) -> None:
    logging.info("%s has checksum %d", data.name, oldlib.checksum(data.read()))


if TYPE_CHECKING:
    from Typed.basket import Basket


def describe(basket: Basket | None) -> str:
    return "nothing" if basket is None else f"{total(basket)} items"


@app.function_name(name="Typed")
@app.route(route="Typed", methods=["GET"])
def typed(req: func.HttpRequest) -> func.HttpResponse:
    from Typed.basket import Basket

    basket = Basket([int(n) for n in req.params.get("n", "").split(",") if n])
    return func.HttpResponse(describe(basket if basket.counts else None))
