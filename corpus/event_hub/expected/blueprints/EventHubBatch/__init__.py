import json
import logging
from typing import List

import azure.functions as func

bp = func.Blueprint()

ENCODING = "utf-8"
THRESHOLD = 80.0


@bp.function_name(name="EventHubBatch")
@bp.event_hub_message_trigger(
    arg_name="events",
    connection="EHConnectionString",
    event_hub_name="%HUB_NAME%",
    cardinality=func.Cardinality.MANY,
    consumer_group="alerts",
    data_type=func.DataType.BINARY,
)
@bp.event_hub_output(
    arg_name="alerts",
    connection="EHConnectionString",
    event_hub_name="alerts",
)
def event_hub_batch(
    events: List[func.EventHubEvent], alerts: func.Out[List[str]]
) -> None:
    found = []
    for event in events:
        reading = json.loads(event.get_body().decode(ENCODING))
        if reading["temperature"] > THRESHOLD:
            found.append(json.dumps({"device": reading["device"], "level": "hot"}))

    if found:
        alerts.set(found)
    logging.info("%d of %d readings were too hot", len(found), len(events))
