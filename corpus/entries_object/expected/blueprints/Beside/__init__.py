import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Beside")
@bp.timer_trigger(arg_name="timer", schedule="30 * * * * *")
def beside(timer: func.TimerRequest) -> None:
    logging.info("half past")
