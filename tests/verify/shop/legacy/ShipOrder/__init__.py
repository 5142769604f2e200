import json
import logging
import random
from pathlib import Path

import azure.functions as func

TEMPLATE = Path(__file__).parent / "label.txt"


def describe(order):
    return f"ship {order['name']}"


def main(msg: func.QueueMessage, label: func.Out[str]) -> None:
    order = json.loads(msg.get_body())
    logging.info(describe(order))
    label.set(TEMPLATE.read_text().format(name=order["name"], number=random.randint(1, 1000)))
