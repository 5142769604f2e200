import json
import logging

import azure.functions as func


def main(msg: func.ServiceBusMessage) -> None:
    payment = json.loads(msg.get_body())
    if payment["amount"] <= 0:
        raise ValueError(f"payment {payment['id']} has no amount")
    logging.info("booked %s", payment["id"])
