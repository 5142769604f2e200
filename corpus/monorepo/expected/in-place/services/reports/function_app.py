import azure.functions as func

from Health import main as health_main
from Weekly import main as weekly_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="Health")
@app.route(route="health", methods=["GET"])
def health(req: func.HttpRequest) -> func.HttpResponse:
    return health_main(req)


@app.function_name(name="Weekly")
@app.timer_trigger(arg_name="timer", schedule="0 0 7 * * 1")
@app.queue_output(arg_name="mail", queue_name="mails", connection="AzureWebJobsStorage")
def weekly(timer: func.TimerRequest, mail: func.Out[str]) -> None:
    weekly_main(timer, mail)
