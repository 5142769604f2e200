import datetime
import json

import azure.functions as func

from Weekly.text import subject

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="Health")
@app.route(route="health", methods=["GET"])
def health(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("reports are up")


@app.function_name(name="Weekly")
@app.timer_trigger(arg_name="timer", schedule="0 0 7 * * 1")
@app.queue_output(arg_name="mail", queue_name="mails", connection="AzureWebJobsStorage")
def weekly(timer: func.TimerRequest, mail: func.Out[str]) -> None:
    today = datetime.date.today()
    mail.set(json.dumps({"subject": subject(today), "to": "fleet@example.invalid"}))
