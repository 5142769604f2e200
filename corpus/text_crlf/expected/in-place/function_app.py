import azure.functions as func

from Banner import main as banner_main
from Sweep import main as sweep_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name='Banner')
@app.route(route='banner', methods=['GET'])
def banner(req: func.HttpRequest) -> func.HttpResponse:
	return banner_main(req)


@app.function_name(name='Sweep')
@app.timer_trigger(arg_name='timer', schedule='0 0 2 * * *')
def sweep(timer: func.TimerRequest) -> None:
	sweep_main(timer)
