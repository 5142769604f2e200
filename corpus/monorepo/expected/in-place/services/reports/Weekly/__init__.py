import datetime
import json

import azure.functions as func

from .text import subject


def main(timer: func.TimerRequest, mail: func.Out[str]) -> None:
    today = datetime.date.today()
    mail.set(json.dumps({"subject": subject(today), "to": "fleet@example.invalid"}))
