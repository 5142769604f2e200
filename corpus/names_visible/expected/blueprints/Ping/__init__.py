import logging

import azure.functions as func

from shared.quiet import quiet

bp = func.Blueprint()

log = quiet(logging.getLogger(__name__))


@bp.function_name(name="Ping")
@bp.queue_trigger(arg_name="msg", queue_name="pings", connection="AzureWebJobsStorage")
def ping(msg: func.QueueMessage) -> None:
    log.info("a ping, which nobody needs to read")
