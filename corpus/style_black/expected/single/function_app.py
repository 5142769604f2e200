import datetime
import json
import uuid
from typing import List

import azure.functions as func

app = func.FunctionApp()


def last_month(today: datetime.date) -> str:
    return f"{today.replace(day=1) - datetime.timedelta(days=1):%Y-%m}"


@app.function_name(name="MonthlyBill")
@app.timer_trigger(
    arg_name="timer",
    schedule="0 0 6 1 * *",
    run_on_startup=False,
)
@app.queue_output(
    arg_name="bills",
    queue_name="bills",
    connection="AzureWebJobsStorage",
)
def monthly_bill(timer: func.TimerRequest, bills: func.Out[List[str]]) -> None:
    month = last_month(datetime.date.today())
    bills.set(
        [json.dumps({"month": month, "house": house}) for house in range(3)]
    )


WATT_HOURS_PER_KILOWATT_HOUR = 1000


@app.function_name(name="ReadMeter")
@app.event_hub_message_trigger(
    arg_name="reading",
    connection="MeterHubConnection",
    event_hub_name="meter-readings-of-all-houses",
    cardinality=func.Cardinality.ONE,
)
@app.table_output(
    arg_name="row",
    connection="AzureWebJobsStorage",
    table_name="readings",
    partition_key="meters",
)
def read_meter(reading: func.EventHubEvent, row: func.Out[str]) -> None:
    data = json.loads(reading.get_body())
    row.set(
        json.dumps(
            {
                "RowKey": str(uuid.uuid4()),
                "Meter": data["meter"],
                "KilowattHours": data["wh"] / WATT_HOURS_PER_KILOWATT_HOUR,
            }
        )
    )
