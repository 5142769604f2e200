import json
import logging

import azure.functions as func

bp = func.Blueprint()


def load(text):
    return json.loads(text)


def count(rows):
    return len(rows)


STEPS = [load, count]


@bp.function_name(name="Import")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="imports",
    connection="AzureWebJobsStorage",
)
def import_function(msg: func.QueueMessage) -> None:
    value = msg.get_body().decode()
    for step in STEPS:
        value = step(value)
        logging.info("%s: %s", step.__name__, value)
