import logging

import azure.functions as func


def main(msg: func.QueueMessage) -> None:
    # "disabled" in function.json has not been read since Functions 2: this still runs.
    logging.info("audit %s", msg.id)
