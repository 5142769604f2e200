import json
import logging
import os

import azure.functions as func
import requests

from .units import to_celsius

bp = func.Blueprint()

log = logging.getLogger("weather")
URL = os.environ.get("WEATHER_URL", "http://weather.invalid")


def fetch(city: str) -> dict:
    answer = requests.get(f"{URL}/{city}", timeout=5)
    answer.raise_for_status()
    return answer.json()


def main(req: func.HttpRequest) -> func.HttpResponse:
    city = req.route_params["city"]
    try:
        data = fetch(city)
    except requests.RequestException:
        log.exception("no weather for %s", city)
        return func.HttpResponse(status_code=502)
    return func.HttpResponse(json.dumps({"city": city, "celsius": to_celsius(data["fahrenheit"])}))


@bp.function_name(name="Weather")
@bp.route(route="weather/{city}", methods=["GET"])
def weather(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
