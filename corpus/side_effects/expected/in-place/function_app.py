import azure.functions as func

from Dotenv import main as dotenv_main
from EnvFirst import main as env_first_main
from Patch import main as patch_main
from Path import main as path_main
from Plain import main as plain_main
from Timeouts import main as timeouts
from Zulu import main as zulu

app = func.FunctionApp()


@app.function_name(name="Dotenv")
@app.route(route="Dotenv", methods=["GET"])
def dotenv(req: func.HttpRequest) -> func.HttpResponse:
    return dotenv_main(req)


@app.function_name(name="EnvFirst")
@app.route(route="EnvFirst", methods=["GET"])
def env_first(req: func.HttpRequest) -> func.HttpResponse:
    return env_first_main(req)


@app.function_name(name="Patch")
@app.route(route="Patch", methods=["GET"])
def patch(req: func.HttpRequest) -> func.HttpResponse:
    return patch_main(req)


@app.function_name(name="Path")
@app.timer_trigger(arg_name="timer", schedule="0 0 10 * * *")
def path(timer: func.TimerRequest) -> None:
    path_main(timer)


@app.function_name(name="Plain")
@app.timer_trigger(arg_name="timer", schedule="0 0 14 * * *")
def plain(timer: func.TimerRequest) -> None:
    plain_main(timer)


app.function_name(name="Timeouts")(
    app.timer_trigger(arg_name="timer", schedule="0 0 11 * * *")(timeouts)
)


app.function_name(name="Zulu")(
    app.timer_trigger(arg_name="timer", schedule="0 0 13 * * *")(zulu)
)
