import datetime
import json

import azure.functions as func

from .text import subject

bp = func.Blueprint()


@bp.function_name(name="Weekly")
@bp.timer_trigger(arg_name="timer", schedule="0 0 7 * * 1")
@bp.queue_output(arg_name="mail", queue_name="mails", connection="AzureWebJobsStorage")
def weekly(timer: func.TimerRequest, mail: func.Out[str]) -> None:
    today = datetime.date.today()
    mail.set(json.dumps({"subject": subject(today), "to": "fleet@example.invalid"}))
