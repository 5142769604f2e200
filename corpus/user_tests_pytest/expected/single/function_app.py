import json
import logging
import os

import azure.functions as func
import requests

from Ask import main as ask_main
from shared.clock import today
from Weather.units import to_celsius

app = func.FunctionApp()


@app.function_name(name="Ask")
@app.route(route="Ask", methods=["GET"])
async def ask(req: func.HttpRequest) -> func.HttpResponse:
    return await ask_main(req)


GREETING = "Hello"


@app.function_name(name="Hello")
@app.route(route="Hello", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def hello(req: func.HttpRequest) -> func.HttpResponse:
    name = req.params.get("name")
    if not name:
        return func.HttpResponse("name?", status_code=400)
    return func.HttpResponse(f"{GREETING} {name}, it is {today():%A}")


weather_log = logging.getLogger("weather")
URL = os.environ.get("WEATHER_URL", "http://weather.invalid")


def fetch(city: str) -> dict:
    answer = requests.get(f"{URL}/{city}", timeout=5)
    answer.raise_for_status()
    return answer.json()


@app.function_name(name="Weather")
@app.route(route="weather/{city}", methods=["GET"])
def weather(req: func.HttpRequest) -> func.HttpResponse:
    city = req.route_params["city"]
    try:
        data = fetch(city)
    except requests.RequestException:
        weather_log.exception("no weather for %s", city)
        return func.HttpResponse(status_code=502)
    return func.HttpResponse(json.dumps({"city": city, "celsius": to_celsius(data["fahrenheit"])}))


store_reading_log = logging.getLogger("readings")
LIMIT = 100


class TooHot(ValueError):
    pass


def check(reading: dict) -> dict:
    if reading["celsius"] > LIMIT:
        raise TooHot(reading["celsius"])
    return reading


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
    reading = check(json.loads(msg.get_body()))
    store_reading_log.info("reading of %s", reading["device"])
    stored.set(json.dumps(reading))
