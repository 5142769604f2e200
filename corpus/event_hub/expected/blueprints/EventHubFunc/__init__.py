import json
import logging

import azure.functions as func

bp = func.Blueprint()

ENCODING = "utf-8"


@bp.function_name(name="EventHubFunc")
@bp.event_hub_message_trigger(
    arg_name="myhub",
    connection="EHConnectionString",
    event_hub_name="testhub",
)
@bp.event_hub_output(
    arg_name="outputhub",
    connection="EHConnectionString",
    event_hub_name="outhub",
)
def event_hub_func(myhub: func.EventHubEvent, outputhub: func.Out[str]):
    reading = json.loads(myhub.get_body().decode(ENCODING))
    logging.info("Device %s, sequence number %s", reading["device"], myhub.sequence_number)
    outputhub.set(json.dumps({"device": reading["device"], "celsius": round(reading["temperature"], 1)}))
