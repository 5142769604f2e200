import logging

import azure.functions as func

app = func.FunctionApp()


@app.function_name(name="Alive")
@app.route(route="Alive", methods=["GET"])
def alive(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("alive")


@app.function_name(name="AlsoAlive")
@app.timer_trigger(arg_name="timer", schedule="0 0 0 * * *")
def also_alive(timer: func.TimerRequest) -> None:
    logging.info("a new day")
