import json
import logging
from typing import List

import azure.functions as func

ENCODING = "utf-8"
THRESHOLD = 80.0


def main(events: List[func.EventHubEvent], alerts: func.Out[List[str]]) -> None:
    found = []
    for event in events:
        reading = json.loads(event.get_body().decode(ENCODING))
        if reading["temperature"] > THRESHOLD:
            found.append(json.dumps({"device": reading["device"], "level": "hot"}))

    if found:
        alerts.set(found)
    logging.info("%d of %d readings were too hot", len(found), len(events))
