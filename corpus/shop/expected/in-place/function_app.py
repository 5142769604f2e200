import importlib

import azure.functions as func

from ChargeCustomer import main as charge_customer_main
from GetOrder import main as get_order_main
from ImportCatalogue import main as import_catalogue_main
from PlaceOrder import main as place_order_main
from RestockReport import main as restock_report_main
from ReturnReceived import main as return_received_main
from ShipOrder import main as ship_order_main

app = func.FunctionApp()


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
    charge_customer_main(msg, paid)


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
    return get_order_main(req, order)


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
    import_catalogue_main(catalogue, articles)


@app.function_name(name="PlaceOrder")
@app.route(route="orders", methods=["POST"])
@app.queue_output(
    arg_name="placed",
    queue_name="orders-placed",
    connection="AzureWebJobsStorage",
)
def place_order(req: func.HttpRequest, placed: func.Out[str]) -> func.HttpResponse:
    return place_order_main(req, placed)


@app.function_name(name="RestockReport")
@app.timer_trigger(arg_name="timer", schedule="0 0 6 * * 1-5")
@app.blob_output(
    arg_name="report",
    path="reports/{DateTime}.csv",
    connection="AzureWebJobsStorage",
)
def restock_report(timer: func.TimerRequest, report: func.Out[str]) -> None:
    restock_report_main(timer, report)


@app.function_name(name="ReturnReceived")
@app.event_grid_trigger(arg_name="event")
@app.queue_output(
    arg_name="$return",
    queue_name="refunds",
    connection="AzureWebJobsStorage",
)
def return_received(event: func.EventGridEvent) -> str:
    return return_received_main(event)


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
    ship_order_main(msg, label)


stock_alert_main = importlib.import_module("stock-alert").main


@app.function_name(name="stock-alert")
@app.queue_trigger(
    arg_name="alert",
    queue_name="stock-alerts",
    connection="AzureWebJobsStorage",
)
async def stock_alert(alert: func.QueueMessage) -> None:
    await stock_alert_main(alert)
