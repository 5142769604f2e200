import logging
from dataclasses import dataclass

import azure.functions as func

bp = func.Blueprint()


@dataclass
class Line:
    article: str
    days: int = 30


@bp.function_name(name="Quote")
@bp.queue_trigger(arg_name="msg", queue_name="quotes", connection="AzureWebJobsStorage")
def quote(msg: func.QueueMessage) -> None:
    logging.info("offered: %s", Line(msg.get_body().decode()))
