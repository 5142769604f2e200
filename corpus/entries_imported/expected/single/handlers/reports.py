import logging

import azure.functions as func

__all__ = ["main"]


def main(timer: func.TimerRequest) -> None:
    logging.info(_title(timer.past_due))


def _title(late: bool) -> str:
    return "late report" if late else "report"
