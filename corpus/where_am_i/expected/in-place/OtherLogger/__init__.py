import logging

import azure.functions as func

logger = logging.getLogger(__name__)
logger.setLevel(logging.WARNING)


def main(msg: func.QueueMessage) -> None:
    logger.warning("%d words", len(msg.get_body().split()))
