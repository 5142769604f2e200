import logging

import azure.functions as func

from shared.callers import caller


def main(msg: func.QueueMessage) -> None:
    logging.info("asked by %s", caller())
