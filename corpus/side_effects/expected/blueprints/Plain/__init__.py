import logging
import os

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Plain")
@bp.timer_trigger(arg_name="timer", schedule="0 0 14 * * *")
def plain(timer: func.TimerRequest) -> None:
    logging.info("no effects, %s", os.environ.get("REGION", "nowhere"))
