import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Heartbeat")
@bp.timer_trigger(arg_name="timer", schedule="0 */10 * * * *")
def heartbeat(timer: func.TimerRequest) -> None:
    logging.info("still here")
