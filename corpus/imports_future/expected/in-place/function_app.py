import azure.functions as func

from Antique import main as antique_main
from Modern import main as modern_main
from Reflective import main as reflective_main

app = func.FunctionApp()


@app.function_name(name="Antique")
@app.timer_trigger(arg_name="timer", schedule="0 0 20 * * *")
def antique(timer: func.TimerRequest) -> None:
    antique_main(timer)


@app.function_name(name="Modern")
@app.queue_trigger(arg_name="msg", queue_name="trees", connection="AzureWebJobsStorage")
def modern(msg: func.QueueMessage) -> None:
    modern_main(msg)


@app.function_name(name="Reflective")
@app.route(route="Reflective", methods=["GET"])
def reflective(req: func.HttpRequest) -> func.HttpResponse:
    return reflective_main(req)
