import logging
from typing import List

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="StoreReadings")
@bp.event_hub_message_trigger(
    arg_name="events",
    connection="EventHub",
    event_hub_name="readings",
    cardinality=func.Cardinality.MANY,
)
@bp.retry(strategy="fixed_delay", max_retry_count=-1, delay_interval="00:01:00")
def store_readings(events: List[func.EventHubEvent]) -> None:
    # Losing a reading is worse than being late: the policy never gives up.
    for event in events:
        logging.info("%s: %s", event.enqueued_time, event.get_body().decode("utf-8"))
