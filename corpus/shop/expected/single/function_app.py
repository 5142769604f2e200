import csv
import io
import json
import logging
import os
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict

import azure.functions as func
import requests

import shared.money
from GetOrder.view import render
from ImportCatalogue import categories
from shared import http
from shared.money import format_price, to_amount
from shared.orders import Order

app = func.FunctionApp()

charge_customer_log = logging.getLogger("payment")
TAX = "0.19"

_charge_customer_client = requests.Session()
_charge_customer_client.headers["User-Agent"] = "shop/1.4"


def charge_customer_parse(msg):
    data = json.loads(msg.get_body())
    gross = to_amount(data["net"]) * (1 + to_amount(TAX))
    return data["id"], data["customer"], to_amount(gross)


@app.function_name(name="ChargeCustomer")
@app.queue_trigger(
    arg_name="msg",
    queue_name="orders-placed",
    connection="AzureWebJobsStorage",
)
@app.service_bus_topic_output(
    arg_name="paid",
    connection="ServiceBus",
    topic_name="orders-paid",
)
@app.retry(
    strategy="exponential_backoff",
    max_retry_count=5,
    minimum_interval="00:00:02",
    maximum_interval="00:05:00",
)
def charge_customer(msg: func.QueueMessage, paid: func.Out[str]) -> None:
    order, customer, amount = charge_customer_parse(msg)
    url = f"{os.environ['BANK_URL']}/accounts/{customer}/debits"
    answer = _charge_customer_client.post(url, json={"amount": str(amount), "reference": order}, timeout=20)
    answer.raise_for_status()
    charge_customer_log.info("charged %s for %s", amount, order)
    paid.set(json.dumps({"id": order, "amount": str(amount)}))


get_order_log = logging.getLogger("orders")
CURRENCY = "EUR"


@app.function_name(name="GetOrder")
@app.route(route="orders/{id}", methods=["GET"])
@app.cosmos_db_input_v3(
    arg_name="order",
    database_name="shop",
    collection_name="orders",
    connection_string_setting="CosmosConnection",
    id="{id}",
    partition_key="{id}",
)
def get_order(req: func.HttpRequest, order: func.DocumentList) -> func.HttpResponse:
    """Look one order up."""
    # An unknown id is the caller's mistake, not ours.
    if not order:
        get_order_log.info("no order %s", req.route_params["id"])
        return http.problem(404, "no such order")
    return http.ok(render(order[0], format_price, CURRENCY, TAX))


import_catalogue_log = logging.getLogger("catalogue")
HERE = os.path.join(os.path.dirname(__file__), "ImportCatalogue")

with open(os.path.join(HERE, "columns.txt")) as _file:
    COLUMNS = _file.read().split()


def import_catalogue_parse(text: str):
    for row in csv.DictReader(io.StringIO(text), fieldnames=COLUMNS, delimiter=";"):
        yield {
            "id": row["sku"],
            "name": row["name"].strip(),
            "price": str(to_amount(row["price"])),
            "category": categories.of(row["sku"]),
        }


@app.function_name(name="ImportCatalogue")
@app.blob_trigger(
    arg_name="catalogue",
    path="catalogues/{name}.csv",
    connection="AzureWebJobsStorage",
)
@app.cosmos_db_output_v3(
    arg_name="articles",
    database_name="shop",
    collection_name="articles",
    connection_string_setting="CosmosConnection",
)
def import_catalogue(
    catalogue: func.InputStream, articles: func.Out[func.DocumentList]
) -> None:
    rows = list(import_catalogue_parse(catalogue.read().decode("utf-8-sig")))
    articles.set(func.DocumentList([func.Document.from_dict(row) for row in rows]))
    import_catalogue_log.info("%s: %d articles", catalogue.name, len(rows))


place_order_log = logging.getLogger("orders.place")
LIMIT = Decimal(10_000)

_place_order_seen = set()  # idempotency keys this instance has met


class Refused(Exception):
    """The order cannot be taken; the text goes to the customer."""


def place_order_parse(req: func.HttpRequest) -> Order:
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


@app.function_name(name="PlaceOrder")
@app.route(route="orders", methods=["POST"])
@app.queue_output(
    arg_name="placed",
    queue_name="orders-placed",
    connection="AzureWebJobsStorage",
)
def place_order(req: func.HttpRequest, placed: func.Out[str]) -> func.HttpResponse:
    key = req.headers.get("Idempotency-Key")
    if key and key in _place_order_seen:
        return http.problem(409, "already placed")

    try:
        order = place_order_parse(req)
    except Refused as refused:
        place_order_log.warning("refused: %s", refused)
        return http.problem(400, str(refused))

    if key:
        _place_order_seen.add(key)
    placed.set(json.dumps({"id": order.id, "customer": order.customer, "net": str(order.net)}))
    place_order_log.info("order %s over %s", order.id, format_price(order.net, CURRENCY))
    return http.ok({"id": order.id})


log = logging.getLogger("stock")
MIN_STOCK = int(os.environ.get("MIN_STOCK", "3"))

_restock_report_client = requests.Session()


def _articles():
    answer = _restock_report_client.get(os.environ["STOCK_URL"] + "/articles", timeout=30)
    answer.raise_for_status()
    return answer.json()


def to_csv(articles) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["sku", "stock", "price"])
    for article in articles:
        if article["stock"] < MIN_STOCK:
            price = shared.money.format_price(article["price"], CURRENCY)
            writer.writerow([article["sku"], article["stock"], price])
    return out.getvalue()


@app.function_name(name="RestockReport")
@app.timer_trigger(arg_name="timer", schedule="0 0 6 * * 1-5")
@app.blob_output(
    arg_name="report",
    path="reports/{DateTime}.csv",
    connection="AzureWebJobsStorage",
)
def restock_report(timer: func.TimerRequest, report: func.Out[str]) -> None:
    """Which articles run out, every working day at six."""
    if timer.past_due:
        log.warning("late")
    report.set(to_csv(_articles()))


return_received_log = logging.getLogger("returns")
RETURN_RECEIVED_TAX = "0.07"  # returned books only


@app.function_name(name="ReturnReceived")
@app.event_grid_trigger(arg_name="event")
@app.queue_output(
    arg_name="$return",
    queue_name="refunds",
    connection="AzureWebJobsStorage",
)
def return_received(event: func.EventGridEvent) -> str:
    data = event.get_json()
    refund = to_amount(data["net"]) * (1 + to_amount(RETURN_RECEIVED_TAX))
    return_received_log.info("return for %s", data["order"])
    return json.dumps({"order": data["order"], "refund": str(to_amount(refund))})


ShipOrderOrder = Dict[str, Any]

ship_order_log = logging.getLogger("shipping")
TEMPLATE = Path(__file__).parent / "ShipOrder" / "label.txt"


def ship_order_parse(message: func.ServiceBusMessage) -> ShipOrderOrder:
    order = json.loads(message.get_body().decode("utf-8"))
    order.setdefault("amount", "0.00")
    return order


@app.function_name(name="ShipOrder")
@app.service_bus_topic_trigger(
    arg_name="msg",
    connection="ServiceBus",
    topic_name="orders-paid",
    subscription_name="shipping",
)
@app.blob_output(
    arg_name="label",
    path="labels/{id}.txt",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
def ship_order(msg: func.ServiceBusMessage, label: func.Out[bytes]) -> None:
    order = ship_order_parse(msg)
    ship_order_log.info("shipping %s", order["id"])
    label.set(TEMPLATE.read_text().format(**order).encode())


_stock_alert_seen = set()


@app.function_name(name="stock-alert")
@app.queue_trigger(
    arg_name="alert",
    queue_name="stock-alerts",
    connection="AzureWebJobsStorage",
)
async def stock_alert(alert: func.QueueMessage) -> None:
    sku = alert.get_body().decode("utf-8")
    if sku in _stock_alert_seen:
        return
    _stock_alert_seen.add(sku)
    log.warning("article %s is running out", sku)
