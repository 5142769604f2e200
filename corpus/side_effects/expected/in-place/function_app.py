import azure.functions as func

from Dotenv import main as dotenv
from EnvFirst import main as env_first
from Patch import main as patch
from Path import main as path
from Plain import main as plain
from Timeouts import main as timeouts
from Zulu import main as zulu

app = func.FunctionApp()

app.function_name(name="Dotenv")(app.route(route="Dotenv", methods=["GET"])(dotenv))


app.function_name(name="EnvFirst")(
    app.route(route="EnvFirst", methods=["GET"])(env_first)
)


app.function_name(name="Patch")(app.route(route="Patch", methods=["GET"])(patch))


app.function_name(name="Path")(
    app.timer_trigger(arg_name="timer", schedule="0 0 10 * * *")(path)
)


app.function_name(name="Plain")(
    app.timer_trigger(arg_name="timer", schedule="0 0 14 * * *")(plain)
)


app.function_name(name="Timeouts")(
    app.timer_trigger(arg_name="timer", schedule="0 0 11 * * *")(timeouts)
)


app.function_name(name="Zulu")(
    app.timer_trigger(arg_name="timer", schedule="0 0 13 * * *")(zulu)
)
