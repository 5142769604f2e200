import azure.functions as func

from ByName import main as by_name
from Cancelled import main as cancelled
from Fallback import main as fallback
from Renamed import main as renamed
from SameAgain import main as same_again
from Star import main as star

app = func.FunctionApp()

app.function_name(name="ByName")(
    app.route(route="ByName", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)(
        by_name
    )
)


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
