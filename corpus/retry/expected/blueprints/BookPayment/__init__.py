import json
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="BookPayment")
@bp.service_bus_queue_trigger(
    arg_name="msg",
    connection="ServiceBus",
    queue_name="payments",
)
@bp.retry(
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
