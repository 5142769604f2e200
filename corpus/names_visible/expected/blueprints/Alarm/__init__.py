import logging

import azure.functions as func

bp = func.Blueprint()

log = logging.getLogger(__name__)


@bp.function_name(name="Alarm")
@bp.queue_trigger(arg_name="msg", queue_name="alarms", connection="AzureWebJobsStorage")
def alarm(msg: func.QueueMessage) -> None:
    log.info("alarm: %s", msg.get_body().decode())
