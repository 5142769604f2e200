import logging

import azure.functions as func

bp = func.Blueprint()

logger = logging.getLogger(__name__)
logger.setLevel(logging.WARNING)


@bp.function_name(name="OtherLogger")
@bp.queue_trigger(arg_name="msg", queue_name="words", connection="AzureWebJobsStorage")
def other_logger(msg: func.QueueMessage) -> None:
    logger.warning("%d words", len(msg.get_body().split()))
