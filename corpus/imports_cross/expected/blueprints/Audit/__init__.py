import json
import logging

import azure.functions as func

bp = func.Blueprint()

FIELDS = ("who", "what", "when")


def main(msg: func.QueueMessage) -> None:
    entry = json.loads(msg.get_body())
    logging.info(" ".join(str(entry.get(field)) for field in FIELDS))


@bp.function_name(name="Audit")
@bp.queue_trigger(arg_name="msg", queue_name="audit", connection="AzureWebJobsStorage")
def audit(msg: func.QueueMessage) -> None:
    main(msg)
