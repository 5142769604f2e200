import logging

import azure.functions as func


def load(name):
    return [name, name.upper()]


def main(msg: func.QueueMessage) -> None:
    logging.info("%s", ", ".join(load(msg.get_body().decode())))
