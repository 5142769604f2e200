import importlib

import azure.functions as func

from Alone import main as alone_main
from Notes import main as notes_main
from Quota import main as quota_main
from Score import main as score_main

app = func.FunctionApp()


@app.function_name(name="Alone")
@app.timer_trigger(arg_name="timer", schedule="0 0 12 * * *")
def alone(timer: func.TimerRequest) -> None:
    alone_main(timer)


@app.function_name(name="Notes")
@app.route(route="Notes", methods=["GET"])
def notes(req: func.HttpRequest) -> func.HttpResponse:
    return notes_main(req)


@app.function_name(name="Quota")
@app.queue_trigger(arg_name="msg", queue_name="usage", connection="AzureWebJobsStorage")
def quota(msg: func.QueueMessage) -> None:
    quota_main(msg)


@app.function_name(name="Score")
@app.route(route="Score", methods=["POST"])
def score(req: func.HttpRequest) -> func.HttpResponse:
    return score_main(req)


daily_digest_main = importlib.import_module("daily-digest").main


@app.function_name(name="daily-digest")
@app.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")
@app.queue_output(arg_name="mail", queue_name="mails", connection="AzureWebJobsStorage")
def daily_digest(timer: func.TimerRequest, mail: func.Out[str]) -> None:
    daily_digest_main(timer, mail)
