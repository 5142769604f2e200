import azure.functions as func

import handlers.orders
from ByName import main as by_name_main
from ByName import main as same_again
from handlers.orders import handle as renamed  # noqa: F401
from handlers.reports import main as fallback  # noqa: F401,F403
from handlers.reports import main as star  # noqa: F401,F403

app = func.FunctionApp()


@app.function_name(name="ByName")
@app.route(route="ByName", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def by_name(req: func.HttpRequest) -> func.HttpResponse:
    return by_name_main(req)


cancelled = handlers.orders.handle


app.function_name(name="Cancelled")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="cancellations",
        connection="AzureWebJobsStorage",
    )(cancelled)
)


app.function_name(name="Fallback")(
    app.timer_trigger(arg_name="timer", schedule="0 0 17 * * *")(fallback)
)


# The order queue.
app.function_name(name="Renamed")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="orders",
        connection="AzureWebJobsStorage",
    )(renamed)
)


app.function_name(name="SameAgain")(
    app.route(route="again", methods=["GET"])(same_again)
)


app.function_name(name="Star")(
    app.timer_trigger(arg_name="timer", schedule="0 0 5 * * *")(star)
)
