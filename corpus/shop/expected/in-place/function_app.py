import importlib

import azure.functions as func

from ChargeCustomer import main as charge_customer
from GetOrder import main as get_order
from ImportCatalogue import main as import_catalogue
from PlaceOrder import main as place_order
from RestockReport import main as restock_report
from ReturnReceived import main as return_received
from ShipOrder import main as ship_order

app = func.FunctionApp()

app.function_name(name="ChargeCustomer")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="orders-placed",
        connection="AzureWebJobsStorage",
    )(
        app.service_bus_topic_output(
            arg_name="paid",
            connection="ServiceBus",
            topic_name="orders-paid",
        )(
            app.retry(
                strategy="exponential_backoff",
                max_retry_count=5,
                minimum_interval="00:00:02",
                maximum_interval="00:05:00",
            )(charge_customer)
        )
    )
)


app.function_name(name="GetOrder")(
    app.route(route="orders/{id}", methods=["GET"])(
        app.cosmos_db_input_v3(
            arg_name="order",
            database_name="shop",
            collection_name="orders",
            connection_string_setting="CosmosConnection",
            id="{id}",
            partition_key="{id}",
        )(get_order)
    )
)


app.function_name(name="ImportCatalogue")(
    app.blob_trigger(
        arg_name="catalogue",
        path="catalogues/{name}.csv",
        connection="AzureWebJobsStorage",
    )(
        app.cosmos_db_output_v3(
            arg_name="articles",
            database_name="shop",
            collection_name="articles",
            connection_string_setting="CosmosConnection",
        )(import_catalogue)
    )
)


app.function_name(name="PlaceOrder")(
    app.route(route="orders", methods=["POST"])(
        app.queue_output(
            arg_name="placed",
            queue_name="orders-placed",
            connection="AzureWebJobsStorage",
        )(place_order)
    )
)


app.function_name(name="RestockReport")(
    app.timer_trigger(arg_name="timer", schedule="0 0 6 * * 1-5")(
        app.blob_output(
            arg_name="report",
            path="reports/{DateTime}.csv",
            connection="AzureWebJobsStorage",
        )(restock_report)
    )
)


app.function_name(name="ReturnReceived")(
    app.event_grid_trigger(arg_name="event")(
        app.queue_output(
            arg_name="$return",
            queue_name="refunds",
            connection="AzureWebJobsStorage",
        )(return_received)
    )
)


app.function_name(name="ShipOrder")(
    app.service_bus_topic_trigger(
        arg_name="msg",
        connection="ServiceBus",
        topic_name="orders-paid",
        subscription_name="shipping",
    )(
        app.blob_output(
            arg_name="label",
            path="labels/{id}.txt",
            connection="AzureWebJobsStorage",
            data_type=func.DataType.BINARY,
        )(ship_order)
    )
)


stock_alert = importlib.import_module("stock-alert").main
app.function_name(name="stock-alert")(
    app.queue_trigger(
        arg_name="alert",
        queue_name="stock-alerts",
        connection="AzureWebJobsStorage",
    )(stock_alert)
)
