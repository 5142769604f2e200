import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="AlsoAlive")
@bp.timer_trigger(arg_name="timer", schedule="0 0 0 * * *")
def also_alive(timer: func.TimerRequest) -> None:
    logging.info("a new day")
