import logging
from dataclasses import dataclass

import azure.functions as func


@dataclass
class Line:
    article: str
    days: int = 30


def main(msg: func.QueueMessage) -> None:
    logging.info("offered: %s", Line(msg.get_body().decode()))
