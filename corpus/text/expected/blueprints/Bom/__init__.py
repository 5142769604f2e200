"""Saved by an editor that likes byte order marks."""
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Bom")
@bp.timer_trigger(arg_name="timer", schedule="0 0 1 * * *")
def bom(timer: func.TimerRequest) -> None:
    logging.info("Grüße")
