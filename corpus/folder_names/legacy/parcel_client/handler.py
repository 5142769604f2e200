import logging

import azure.functions as func

from .labels import label


def main(msg: func.QueueMessage) -> None:
    logging.info("%s", label(vars()["msg"].get_body().decode()))
