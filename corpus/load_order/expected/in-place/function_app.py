import azure.functions as func

from Alarm import main as alarm_main
from Barometer import main as barometer_main
from Chart.draw import main as chart_main
from Diary import main as diary_main

app = func.FunctionApp()


@app.function_name(name="Alarm")
@app.route(route="Alarm", methods=["GET"])
def alarm(req: func.HttpRequest) -> func.HttpResponse:
    return alarm_main(req)


@app.function_name(name="Barometer")
@app.route(route="Barometer", methods=["GET"])
def barometer(req: func.HttpRequest) -> func.HttpResponse:
    return barometer_main(req)


@app.function_name(name="Chart")
@app.route(route="Chart", methods=["GET"])
def chart(req: func.HttpRequest) -> func.HttpResponse:
    return chart_main(req)


@app.function_name(name="Diary")
@app.route(route="Diary", methods=["GET"])
def diary(req: func.HttpRequest) -> func.HttpResponse:
    return diary_main(req)
