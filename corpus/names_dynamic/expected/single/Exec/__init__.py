import logging

import azure.functions as func

RULES = """
def fee(days):
    return days * 2 if days > 14 else 0
"""

exec(RULES)


def main(timer: func.TimerRequest) -> None:
    logging.info("fee for 20 days: %d", fee(20))  # noqa: F821
