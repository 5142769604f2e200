import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="NoNewline")
@bp.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
def no_newline(timer: func.TimerRequest) -> None:
    logging.info("no newline at the end")  # really not