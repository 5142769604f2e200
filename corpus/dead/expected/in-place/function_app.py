import azure.functions as func

from Alive import main as alive_main
from AlsoAlive import main as also_alive_main

app = func.FunctionApp()


@app.function_name(name="Alive")
@app.route(route="Alive", methods=["GET"])
def alive(req: func.HttpRequest) -> func.HttpResponse:
    return alive_main(req)


@app.function_name(name="AlsoAlive")
@app.timer_trigger(arg_name="timer", schedule="0 0 0 * * *")
def also_alive(timer: func.TimerRequest) -> None:
    also_alive_main(timer)
