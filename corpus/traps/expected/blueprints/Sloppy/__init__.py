import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Sloppy")
@bp.timer_trigger(arg_name="timer", schedule="0 */5 * * * *", run_on_startup=False)
def sloppy(timer: func.TimerRequest) -> None:
    logging.info("see https://example.invalid/sloppy")
