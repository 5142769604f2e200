import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Alone")
@bp.timer_trigger(arg_name="timer", schedule="0 0 12 * * *")
def alone(timer: func.TimerRequest) -> None:
    logging.info("noon")
