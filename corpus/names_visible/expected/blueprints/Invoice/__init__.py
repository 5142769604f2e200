import logging
from dataclasses import dataclass

import azure.functions as func

bp = func.Blueprint()


@dataclass
class Line:
    article: str
    cents: int


@bp.function_name(name="Invoice")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="invoices",
    connection="AzureWebJobsStorage",
)
def invoice(msg: func.QueueMessage) -> None:
    for article in msg.get_body().decode().split():
        logging.info("invoiced: %s", Line(article, 100))
