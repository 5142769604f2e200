import datetime
import json
from typing import List

import azure.functions as func


def last_month(today: datetime.date) -> str:
    return f"{today.replace(day=1) - datetime.timedelta(days=1):%Y-%m}"


def main(timer: func.TimerRequest, bills: func.Out[List[str]]) -> None:
    month = last_month(datetime.date.today())
    bills.set(
        [json.dumps({"month": month, "house": house}) for house in range(3)]
    )
