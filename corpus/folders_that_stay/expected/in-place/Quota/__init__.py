import json
import logging

import azure.functions as func

LIMIT = 1000

from .usage import Usage  # noqa: E402  (needs LIMIT)


def main(msg: func.QueueMessage) -> None:
    usage = Usage(**json.loads(msg.get_body()))
    logging.info("%s: %.0f %%", usage.tenant, usage.share * 100)
