import azure.functions as func

from Antique import main as antique
from Modern import main as modern
from Reflective import main as reflective

app = func.FunctionApp()

app.function_name(name="Antique")(
    app.timer_trigger(arg_name="timer", schedule="0 0 20 * * *")(antique)
)


app.function_name(name="Modern")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="trees",
        connection="AzureWebJobsStorage",
    )(modern)
)


app.function_name(name="Reflective")(
    app.route(route="Reflective", methods=["GET"])(reflective)
)
