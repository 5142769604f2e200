import logging
from dataclasses import dataclass

import azure.functions as func


@dataclass
class Line:
    article: str
    cents: int


def main(msg: func.QueueMessage) -> None:
    for article in msg.get_body().decode().split():
        logging.info("invoiced: %s", Line(article, 100))
