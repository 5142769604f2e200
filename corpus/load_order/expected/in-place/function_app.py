import azure.functions as func

from Alarm import main as alarm
from Barometer import main as barometer
from Chart.draw import main as chart
from Diary import main as diary

app = func.FunctionApp()

app.function_name(name="Alarm")(app.route(route="Alarm", methods=["GET"])(alarm))


app.function_name(name="Barometer")(
    app.route(route="Barometer", methods=["GET"])(barometer)
)


app.function_name(name="Chart")(app.route(route="Chart", methods=["GET"])(chart))


app.function_name(name="Diary")(app.route(route="Diary", methods=["GET"])(diary))
