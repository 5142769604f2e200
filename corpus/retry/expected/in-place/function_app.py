from typing import List

import azure.functions as func

from BookPayment import main as book_payment_main
from FollowLedger import main as follow_ledger_main
from PollPartner import main as poll_partner_main
from StoreReadings import main as store_readings_main

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
    book_payment_main(msg)


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
    follow_ledger_main(entries)


@app.function_name(name="PollPartner")
@app.timer_trigger(arg_name="timer", schedule="0 */15 * * * *")
@app.retry(strategy="fixed_delay", max_retry_count=3, delay_interval="00:00:10")
def poll_partner(timer: func.TimerRequest, context: func.Context) -> None:
    poll_partner_main(timer, context)


@app.function_name(name="StoreReadings")
@app.event_hub_message_trigger(
    arg_name="events",
    connection="EventHub",
    event_hub_name="readings",
    cardinality=func.Cardinality.MANY,
)
@app.retry(strategy="fixed_delay", max_retry_count=-1, delay_interval="00:01:00")
def store_readings(events: List[func.EventHubEvent]) -> None:
    store_readings_main(events)
