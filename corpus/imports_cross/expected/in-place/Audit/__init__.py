import json
import logging

import azure.functions as func

FIELDS = ("who", "what", "when")


def main(msg: func.QueueMessage) -> None:
    entry = json.loads(msg.get_body())
    logging.info(" ".join(str(entry.get(field)) for field in FIELDS))
