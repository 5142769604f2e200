import azure.functions as func

from rate import main as rate_main
from warmup import main as warmup_main

app = func.FunctionApp()


@app.route(route="rates/{code}", methods=["GET"])
def rate(req: func.HttpRequest) -> func.HttpResponse:
    return rate_main(req)


@app.warm_up_trigger(arg_name="warmupContext")
def warmup(warmupContext) -> None:
    warmup_main(warmupContext)
