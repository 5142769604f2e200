import logging

import azure.functions as func

from shared.quiet import quiet

log = quiet(logging.getLogger(__name__))


def main(msg: func.QueueMessage) -> None:
    log.info("a ping, which nobody needs to read")
