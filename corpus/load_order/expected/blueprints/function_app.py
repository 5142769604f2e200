import azure.functions as func

from Alarm import bp as alarm_bp
from Barometer import bp as barometer_bp
from Chart.draw import bp as chart_bp
from Diary import bp as diary_bp

app = func.FunctionApp()

app.register_functions(alarm_bp)
app.register_functions(barometer_bp)
app.register_functions(chart_bp)
app.register_functions(diary_bp)
