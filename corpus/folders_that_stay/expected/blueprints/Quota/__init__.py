import json
import logging

import azure.functions as func

LIMIT = 1000

from .usage import Usage  # noqa: E402  (needs LIMIT)

bp = func.Blueprint()


def main(msg: func.QueueMessage) -> None:
    usage = Usage(**json.loads(msg.get_body()))
    logging.info("%s: %.0f %%", usage.tenant, usage.share * 100)


@bp.function_name(name="Quota")
@bp.queue_trigger(arg_name="msg", queue_name="usage", connection="AzureWebJobsStorage")
def quota(msg: func.QueueMessage) -> None:
    main(msg)
