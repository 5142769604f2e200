import json
import logging

import azure.functions as func

bp = func.Blueprint()

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


@bp.function_name(name="store-reading")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="readings",
    connection="AzureWebJobsStorage",
)
@bp.blob_output(
    arg_name="stored",
    path="readings/{rand-guid}.json",
    connection="AzureWebJobsStorage",
)
def store_reading(msg: func.QueueMessage, stored: func.Out[str]) -> None:
    main(msg, stored)
