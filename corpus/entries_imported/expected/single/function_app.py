import azure.functions as func

import handlers.orders
from ByName import main as by_name_main
from ByName import main as same_again_main
from handlers.orders import handle as renamed_main  # noqa: F401
from handlers.reports import main as fallback_main  # noqa: F401,F403
from handlers.reports import main as star_main  # noqa: F401,F403

app = func.FunctionApp()


@app.function_name(name="ByName")
@app.route(route="ByName", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def by_name(req: func.HttpRequest) -> func.HttpResponse:
    return by_name_main(req)


cancelled_main = handlers.orders.handle


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


# The order queue.
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
