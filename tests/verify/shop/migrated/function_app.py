import datetime
import importlib
import json
import logging
import random
import time
from datetime import timedelta
from pathlib import Path

import azure.durable_functions as df
import azure.functions as func
from Batch import bp as batch
from GetOrder.view import render

app = func.FunctionApp()
app.register_functions(batch)

log = logging.getLogger(__name__)


@app.function_name(name="GetOrder")
@app.route(route="orders/{id}", methods=["GET", "POST"])
@app.cosmos_db_input(
    arg_name="order",
    database_name="shop",
    container_name="orders",
    id="{id}",
    partition_key="{id}",
    connection="CosmosConnection",
)
def get_order(req: func.HttpRequest, order: func.DocumentList) -> func.HttpResponse:
    if not order:
        log.warning("no order %s", req.route_params["id"])
        return func.HttpResponse(status_code=404)
    log.info("order %s", req.route_params["id"])
    body = {**render(order[0]), "at": datetime.datetime.now().isoformat(), "name": req.params.get("name")}
    if req.get_body():
        body["given"] = req.get_json()
    return func.HttpResponse(json.dumps(body), mimetype="application/json")


TEMPLATE = Path(__file__).parent / "ShipOrder" / "label.txt"


def ship_order_describe(order):
    return f"ship {order['name']}"


@app.function_name(name="ShipOrder")
@app.queue_trigger(arg_name="msg", queue_name="paid", connection="AzureWebJobsStorage")
@app.blob_output(arg_name="label", path="labels/{id}.txt", connection="AzureWebJobsStorage")
@app.retry(strategy="fixed_delay", max_retry_count="4", delay_interval="00:00:10")
def ship_order(msg: func.QueueMessage, label: func.Out[str]) -> None:
    order = json.loads(msg.get_body())
    logging.info(ship_order_describe(order))
    label.set(TEMPLATE.read_text().format(name=order["name"], number=random.randint(1, 1000)))


runs = 0


def nightly_describe(timer):
    return "late" if timer.past_due else "on time"


@app.function_name(name="Nightly")
@app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
@app.queue_output(arg_name="$return", queue_name="reports", connection="AzureWebJobsStorage")
def nightly(timer: func.TimerRequest) -> str:
    global runs
    runs += 1
    time.sleep(30)
    logging.info("run %s is %s", runs, nightly_describe(timer))
    return f"report {runs} at {time.time()}"


app.function_name(name="import-price")(
    app.blob_trigger(arg_name="source", path="prices/{name}.json", connection="AzureWebJobsStorage")(
        importlib.import_module("import-price").main
    )
)


@app.function_name(name="Start")
@app.route(route="start/{name}", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@app.generic_input_binding(arg_name="starter", type="durableClient")
async def start(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    instance = await client.start_new(req.route_params["name"], None, {"city": "Oslo"})
    return client.create_check_status_response(req, instance)


@app.function_name(name="Flow")
@app.orchestration_trigger(context_name="context")
def flow(context: df.DurableOrchestrationContext):
    first = yield context.call_activity("Hello", "Oslo")
    both = yield context.task_all([context.call_activity("Hello", city) for city in ("Rome", "Bern")])
    yield context.create_timer(context.current_utc_datetime + timedelta(seconds=5))
    answer = yield context.wait_for_external_event("Approved")
    counted = yield context.call_entity(df.EntityId("Counter", "cities"), "add", 2)
    return [first, *both, answer, counted]


@app.function_name(name="Hello")
@app.activity_trigger(input_name="city")
def hello(city: str) -> str:
    return f"Hello {city}!"


@app.function_name(name="Counter")
@app.entity_trigger(context_name="context")
def counter(context: df.DurableEntityContext):
    value = context.get_state(lambda: 0)
    if context.operation_name == "add":
        value = int(value) + int(context.get_input())
    elif context.operation_name == "forget":
        value = 0
    context.set_state(value)
    context.set_result(value)
