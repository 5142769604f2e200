import os

import azure.functions as func

from shared import station  # noqa: F401
from shared.catalogue import SENSORS

app = func.FunctionApp()

WATCHED = sorted(SENSORS)


@app.function_name(name="Alarm")
@app.route(route="Alarm", methods=["GET"])
def alarm(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(", ".join(WATCHED))


from shared import barometer


@app.function_name(name="Barometer")
@app.route(route="Barometer", methods=["GET"])
def barometer_function(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"{barometer.read()} {barometer.UNIT}")


from Chart.draw import main as chart_main


@app.function_name(name="Chart")
@app.route(route="Chart", methods=["GET"])
def chart(req: func.HttpRequest) -> func.HttpResponse:
    return chart_main(req)


class Diary:
    def __init__(self, place):
        self.place = os.environ.setdefault("DIARY_PLACE", place)


diary = Diary("roof")

from shared import catalogue  # noqa: E402


@app.function_name(name="Diary")
@app.route(route="Diary", methods=["GET"])
def diary_function(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"{diary.place}: {len(catalogue.SENSORS)}")
