import azure.functions as func

from Alarm import main as alarm
from Barometer import main as barometer
from Chart.draw import main as chart
from Diary import main as diary

app = func.FunctionApp()

app.function_name(name="Alarm")(app.route(methods=["GET"])(alarm))


app.function_name(name="Barometer")(app.route(methods=["GET"])(barometer))


app.function_name(name="Chart")(app.route(methods=["GET"])(chart))


app.function_name(name="Diary")(app.route(methods=["GET"])(diary))
