from typing import List

import azure.functions as func

from MonthlyBill import main as monthly_bill_main
from ReadMeter import main as read_meter_main

app = func.FunctionApp()


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
    monthly_bill_main(timer, bills)


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
    read_meter_main(reading, row)
