import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Static")
@bp.timer_trigger(arg_name="timer", schedule="0 45 0 1 * *")
def static(timer: func.TimerRequest) -> None:
    logging.info("nothing dynamic here, %s", getattr(timer, "past_due", False))
