import json
import logging
import urllib.request
from typing import List

import azure.functions as func

app = func.FunctionApp()


@app.function_name(name="BookPayment")
@app.service_bus_queue_trigger(
    arg_name="msg",
    connection="ServiceBus",
    queue_name="payments",
)
@app.retry(
    strategy="exponential_backoff",
    max_retry_count=5,
    minimum_interval="00:00:05",
    maximum_interval="00:15:00",
)
def book_payment(msg: func.ServiceBusMessage) -> None:
    payment = json.loads(msg.get_body())
    if payment["amount"] <= 0:
        raise ValueError(f"payment {payment['id']} has no amount")
    logging.info("booked %s", payment["id"])


@app.function_name(name="FollowLedger")
@app.cosmos_db_trigger_v3(
    arg_name="entries",
    database_name="books",
    collection_name="ledger",
    connection_string_setting="Cosmos",
)
@app.retry(
    strategy="exponential_backoff",
    max_retry_count=4,
    minimum_interval="00:00:01",
    maximum_interval="01:00:00",
)
def follow_ledger(entries: func.DocumentList) -> None:
    for entry in entries or []:
        logging.info("ledger entry %s", entry["id"])


PARTNER = "http://partner.invalid/export"


class PartnerDown(Exception):
    """The partner did not answer; the policy in function.json tries again."""


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read()
    except OSError as error:
        raise PartnerDown(url) from error


@app.function_name(name="PollPartner")
@app.timer_trigger(arg_name="timer", schedule="0 */15 * * * *")
@app.retry(strategy="fixed_delay", max_retry_count=3, delay_interval="00:00:10")
def poll_partner(timer: func.TimerRequest, context: func.Context) -> None:
    attempt = context.retry_context.retry_count if context.retry_context else 0
    logging.info("attempt %d, %d bytes", attempt, len(fetch(PARTNER)))


@app.function_name(name="StoreReadings")
@app.event_hub_message_trigger(
    arg_name="events",
    connection="EventHub",
    event_hub_name="readings",
    cardinality=func.Cardinality.MANY,
)
@app.retry(strategy="fixed_delay", max_retry_count=-1, delay_interval="00:01:00")
def store_readings(events: List[func.EventHubEvent]) -> None:
    # Losing a reading is worse than being late: the policy never gives up.
    for event in events:
        logging.info("%s: %s", event.enqueued_time, event.get_body().decode("utf-8"))
