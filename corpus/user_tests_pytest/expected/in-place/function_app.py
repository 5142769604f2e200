import importlib

import azure.functions as func

from Ask import main as ask_main
from Hello import main as hello_main
from Weather import main as weather_main

app = func.FunctionApp()


@app.function_name(name="Ask")
@app.route(route="Ask", methods=["GET"])
async def ask(req: func.HttpRequest) -> func.HttpResponse:
    return await ask_main(req)


@app.function_name(name="Hello")
@app.route(route="Hello", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return hello_main(req)


@app.function_name(name="Weather")
@app.route(route="weather/{city}", methods=["GET"])
def weather(req: func.HttpRequest) -> func.HttpResponse:
    return weather_main(req)


store_reading_main = importlib.import_module("store-reading").main


@app.function_name(name="store-reading")
@app.queue_trigger(
    arg_name="msg",
    queue_name="readings",
    connection="AzureWebJobsStorage",
)
@app.blob_output(
    arg_name="stored",
    path="readings/{rand-guid}.json",
    connection="AzureWebJobsStorage",
)
def store_reading(msg: func.QueueMessage, stored: func.Out[str]) -> None:
    store_reading_main(msg, stored)
