import json
import logging
import os

import azure.functions as func
import requests

from shared.money import to_amount

log = logging.getLogger("payment")
TAX = "0.19"

_client = requests.Session()
_client.headers["User-Agent"] = "shop/1.4"


def parse(msg):
    data = json.loads(msg.get_body())
    gross = to_amount(data["net"]) * (1 + to_amount(TAX))
    return data["id"], data["customer"], to_amount(gross)


def main(msg: func.QueueMessage, paid: func.Out[str]) -> None:
    order, customer, amount = parse(msg)
    url = f"{os.environ['BANK_URL']}/accounts/{customer}/debits"
    answer = _client.post(url, json={"amount": str(amount), "reference": order}, timeout=20)
    answer.raise_for_status()
    log.info("charged %s for %s", amount, order)
    paid.set(json.dumps({"id": order, "amount": str(amount)}))
