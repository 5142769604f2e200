import azure.functions as func

from Guarded import main as guarded
from Injected import main as injected
from Stacked import main as stacked
from Timed import main as timed

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name="Guarded")(app.route(route="Guarded", methods=["GET"])(guarded))


app.function_name(name="Injected")(
    app.route(route="version", methods=["GET"])(injected)
)


app.function_name(name="Stacked")(app.route(route="Stacked", methods=["GET"])(stacked))


app.function_name(name="Timed")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="work",
        connection="AzureWebJobsStorage",
    )(timed)
)
