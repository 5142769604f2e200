import azure.functions as func

from Alive import main as alive
from AlsoAlive import main as also_alive

app = func.FunctionApp()

app.function_name(name="Alive")(app.route(route="Alive", methods=["GET"])(alive))


app.function_name(name="AlsoAlive")(
    app.timer_trigger(arg_name="timer", schedule="0 0 0 * * *")(also_alive)
)
