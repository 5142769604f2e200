import azure.functions as func

from Health import main as health_main
from Heartbeat import main as heartbeat_main
from Site import main as site_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="Health")
@app.route(route="health", methods=["GET"])
def health(req: func.HttpRequest) -> func.HttpResponse:
    return health_main(req)


@app.function_name(name="Heartbeat")
@app.timer_trigger(arg_name="timer", schedule="0 */10 * * * *")
def heartbeat(timer: func.TimerRequest) -> None:
    heartbeat_main(timer)


@app.function_name(name="Site")
@app.route(route="site/{*path}", methods=["GET", "POST"])
def site(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return site_main(req, context)
