import logging
import os

import azure.functions as func


def main(timer: func.TimerRequest) -> None:
    logging.info("no effects, %s", os.environ.get("REGION", "nowhere"))
