import logging

import azure.functions as func

log = logging.getLogger(__name__)


def main(msg: func.QueueMessage) -> None:
    log.info("alarm: %s", msg.get_body().decode())
