import json
import logging

import azure.functions as func

log = logging.getLogger("readings")
LIMIT = 100


class TooHot(ValueError):
    pass


def check(reading: dict) -> dict:
    if reading["celsius"] > LIMIT:
        raise TooHot(reading["celsius"])
    return reading


def main(msg: func.QueueMessage, stored: func.Out[str]) -> None:
    reading = check(json.loads(msg.get_body()))
    log.info("reading of %s", reading["device"])
    stored.set(json.dumps(reading))
