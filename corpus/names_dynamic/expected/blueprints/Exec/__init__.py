import logging

import azure.functions as func

bp = func.Blueprint()

RULES = """
def fee(days):
    return days * 2 if days > 14 else 0
"""

exec(RULES)


@bp.function_name(name="Exec")
@bp.timer_trigger(arg_name="timer", schedule="0 0 0 1 * *")
def main(timer: func.TimerRequest) -> None:
    logging.info("fee for 20 days: %d", fee(20))  # noqa: F821
