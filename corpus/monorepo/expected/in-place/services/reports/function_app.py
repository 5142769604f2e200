import azure.functions as func

from Health import main as health
from Weekly import main as weekly

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name="Health")(app.route(route="health", methods=["GET"])(health))


app.function_name(name="Weekly")(
    app.timer_trigger(arg_name="timer", schedule="0 0 7 * * 1")(
        app.queue_output(
            arg_name="mail",
            queue_name="mails",
            connection="AzureWebJobsStorage",
        )(weekly)
    )
)
