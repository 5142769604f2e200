import json
import logging

import azure.functions as func


def handle(msg: func.QueueMessage) -> None:
    order = json.loads(msg.get_body())
    logging.info("order %s: %s", order["id"], order.get("state", "new"))
