import importlib

import azure.functions as func

from Ask import main as ask
from Hello import main as hello
from Weather import main as weather

app = func.FunctionApp()

app.function_name(name="Ask")(app.route(route="Ask", methods=["GET"])(ask))


app.function_name(name="Hello")(
    app.route(route="Hello", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)(
        hello
    )
)


app.function_name(name="Weather")(
    app.route(route="weather/{city}", methods=["GET"])(weather)
)


store_reading = importlib.import_module("store-reading").main
app.function_name(name="store-reading")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="readings",
        connection="AzureWebJobsStorage",
    )(
        app.blob_output(
            arg_name="stored",
            path="readings/{rand-guid}.json",
            connection="AzureWebJobsStorage",
        )(store_reading)
    )
)
