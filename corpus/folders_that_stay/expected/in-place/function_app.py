import importlib

import azure.functions as func

from Alone import main as alone
from Notes import main as notes
from Quota import main as quota
from Score import main as score

app = func.FunctionApp()

app.function_name(name="Alone")(
    app.timer_trigger(arg_name="timer", schedule="0 0 12 * * *")(alone)
)


app.function_name(name="Notes")(app.route(route="Notes", methods=["GET"])(notes))


app.function_name(name="Quota")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="usage",
        connection="AzureWebJobsStorage",
    )(quota)
)


app.function_name(name="Score")(app.route(route="Score", methods=["POST"])(score))


daily_digest = importlib.import_module("daily-digest").main
app.function_name(name="daily-digest")(
    app.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")(
        app.queue_output(
            arg_name="mail",
            queue_name="mails",
            connection="AzureWebJobsStorage",
        )(daily_digest)
    )
)
