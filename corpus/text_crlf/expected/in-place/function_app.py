import azure.functions as func

from Banner import main as banner
from Sweep import main as sweep

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name='Banner')(app.route(route='banner', methods=['GET'])(banner))


app.function_name(name='Sweep')(
	app.timer_trigger(arg_name='timer', schedule='0 0 2 * * *')(sweep)
)
