import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Single")
@bp.timer_trigger(arg_name="timer", schedule="0 0 * * * *")
def single(timer: func.TimerRequest) -> None:
    logging.info("one more hour")
