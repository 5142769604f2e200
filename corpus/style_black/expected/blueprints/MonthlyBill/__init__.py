import datetime
import json
from typing import List

import azure.functions as func

bp = func.Blueprint()


def last_month(today: datetime.date) -> str:
    return f"{today.replace(day=1) - datetime.timedelta(days=1):%Y-%m}"


@bp.function_name(name="MonthlyBill")
@bp.timer_trigger(
    arg_name="timer",
    schedule="0 0 6 1 * *",
    run_on_startup=False,
)
@bp.queue_output(
    arg_name="bills",
    queue_name="bills",
    connection="AzureWebJobsStorage",
)
def monthly_bill(timer: func.TimerRequest, bills: func.Out[List[str]]) -> None:
    month = last_month(datetime.date.today())
    bills.set(
        [json.dumps({"month": month, "house": house}) for house in range(3)]
    )
