from typing import List

import azure.functions as func

from EventHubBatch import main as event_hub_batch_main
from EventHubFunc import main as event_hub_func_main

app = func.FunctionApp()


@app.function_name(name="EventHubBatch")
@app.event_hub_message_trigger(
    arg_name="events",
    connection="EHConnectionString",
    event_hub_name="%HUB_NAME%",
    cardinality=func.Cardinality.MANY,
    consumer_group="alerts",
    data_type=func.DataType.BINARY,
)
@app.event_hub_output(
    arg_name="alerts",
    connection="EHConnectionString",
    event_hub_name="alerts",
)
def event_hub_batch(
    events: List[func.EventHubEvent], alerts: func.Out[List[str]]
) -> None:
    event_hub_batch_main(events, alerts)


@app.function_name(name="EventHubFunc")
@app.event_hub_message_trigger(
    arg_name="myhub",
    connection="EHConnectionString",
    event_hub_name="testhub",
)
@app.event_hub_output(
    arg_name="outputhub",
    connection="EHConnectionString",
    event_hub_name="outhub",
)
def event_hub_func(myhub: func.EventHubEvent, outputhub: func.Out[str]):
    event_hub_func_main(myhub, outputhub)
