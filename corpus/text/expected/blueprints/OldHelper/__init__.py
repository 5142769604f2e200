import logging

import azure.functions as func

from . import convert

bp = func.Blueprint()


@bp.function_name(name="OldHelper")
@bp.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")
def old_helper(timer: func.TimerRequest) -> None:
    logging.info(convert.to_text(b"bytes"))
