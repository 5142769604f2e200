import logging

import azure.functions as func

from . import convert


def main(timer: func.TimerRequest) -> None:
    logging.info(convert.to_text(b"bytes"))
