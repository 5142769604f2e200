import json
import logging

import azure.functions as func


def load(text):
    return json.loads(text)


def count(rows):
    return len(rows)


STEPS = [load, count]


def main(msg: func.QueueMessage) -> None:
    value = msg.get_body().decode()
    for step in STEPS:
        value = step(value)
        logging.info("%s: %s", step.__name__, value)
