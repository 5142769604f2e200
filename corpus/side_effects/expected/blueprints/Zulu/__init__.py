import logging

import azure.functions as func

from shared.registry import names, register

bp = func.Blueprint()


@bp.function_name(name="Zulu")
@bp.timer_trigger(arg_name="timer", schedule="0 0 13 * * *")
@register("Zulu")
def zulu(timer: func.TimerRequest) -> None:
    logging.info("last of %d", len(names))
