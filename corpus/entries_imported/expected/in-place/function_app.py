import azure.functions as func

from ByName import main as by_name_main
from Cancelled import main as cancelled_main
from Fallback import main as fallback_main
from Renamed import main as renamed_main
from SameAgain import main as same_again_main
from Star import main as star_main

app = func.FunctionApp()


@app.function_name(name="ByName")
@app.route(route="ByName", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def by_name(req: func.HttpRequest) -> func.HttpResponse:
    return by_name_main(req)


@app.function_name(name="Cancelled")
@app.queue_trigger(
    arg_name="msg",
    queue_name="cancellations",
    connection="AzureWebJobsStorage",
)
def cancelled(msg: func.QueueMessage) -> None:
    cancelled_main(msg)


@app.function_name(name="Fallback")
@app.timer_trigger(arg_name="timer", schedule="0 0 17 * * *")
def fallback(timer: func.TimerRequest) -> None:
    fallback_main(timer)


@app.function_name(name="Renamed")
@app.queue_trigger(
    arg_name="msg",
    queue_name="orders",
    connection="AzureWebJobsStorage",
)
def renamed(msg: func.QueueMessage) -> None:
    renamed_main(msg)


@app.function_name(name="SameAgain")
@app.route(route="again", methods=["GET"])
def same_again(req: func.HttpRequest) -> func.HttpResponse:
    return same_again_main(req)


@app.function_name(name="Star")
@app.timer_trigger(arg_name="timer", schedule="0 0 5 * * *")
def star(timer: func.TimerRequest) -> None:
    star_main(timer)
