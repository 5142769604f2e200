import logging

import azure.functions as func


def main(timer: func.TimerRequest) -> None:
    logging.info("nothing dynamic here, %s", getattr(timer, "past_due", False))
