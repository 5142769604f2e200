import logging

import azure.functions as func

bp = func.Blueprint()

LIMIT = 2


def lend(count: int) -> int:
    return min(count, LIMIT)


def main(timer: func.TimerRequest) -> None:
    logging.info("we lend up to %d", LIMIT)


@bp.function_name(name="Lender")
@bp.timer_trigger(arg_name="timer", schedule="0 0 9 * * *")
def lender(timer: func.TimerRequest) -> None:
    main(timer)
