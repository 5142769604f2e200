import logging

import azure.functions as func


def main(timer: func.TimerRequest) -> None:
    logging.info("no newline at the end")  # really not