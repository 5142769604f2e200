import logging

import azure.functions as func


def __getattr__(name):
    if name == "VERSION":
        return "2.1"
    raise AttributeError(name)


def main(timer: func.TimerRequest) -> None:
    from . import VERSION

    logging.info("version %s", VERSION)
