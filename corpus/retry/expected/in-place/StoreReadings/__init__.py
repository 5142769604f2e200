import logging
from typing import List

import azure.functions as func


def main(events: List[func.EventHubEvent]) -> None:
    # Losing a reading is worse than being late: the policy never gives up.
    for event in events:
        logging.info("%s: %s", event.enqueued_time, event.get_body().decode("utf-8"))
