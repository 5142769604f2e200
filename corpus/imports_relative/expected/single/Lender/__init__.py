import logging

import azure.functions as func

LIMIT = 2


def lend(count: int) -> int:
    return min(count, LIMIT)


def main(timer: func.TimerRequest) -> None:
    logging.info("we lend up to %d", LIMIT)
