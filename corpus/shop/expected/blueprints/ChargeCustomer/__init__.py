import json
import logging
import os

import azure.functions as func
import requests

from shared.money import to_amount

bp = func.Blueprint()

log = logging.getLogger("payment")
TAX = "0.19"

_client = requests.Session()
_client.headers["User-Agent"] = "shop/1.4"


def parse(msg):
    data = json.loads(msg.get_body())
    gross = to_amount(data["net"]) * (1 + to_amount(TAX))
    return data["id"], data["customer"], to_amount(gross)


@bp.function_name(name="ChargeCustomer")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="orders-placed",
    connection="AzureWebJobsStorage",
)
@bp.service_bus_topic_output(
    arg_name="paid",
    connection="ServiceBus",
    topic_name="orders-paid",
)
@bp.retry(
    strategy="exponential_backoff",
    max_retry_count=5,
    minimum_interval="00:00:02",
    maximum_interval="00:05:00",
)
def charge_customer(msg: func.QueueMessage, paid: func.Out[str]) -> None:
    order, customer, amount = parse(msg)
    url = f"{os.environ['BANK_URL']}/accounts/{customer}/debits"
    answer = _client.post(url, json={"amount": str(amount), "reference": order}, timeout=20)
    answer.raise_for_status()
    log.info("charged %s for %s", amount, order)
    paid.set(json.dumps({"id": order, "amount": str(amount)}))
