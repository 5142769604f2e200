import logging

import azure.functions as func

bp = func.Blueprint()


@bp.timer_trigger(arg_name="timer", schedule="00:05:00", run_on_startup=True)
def heartbeat(timer):
    logging.info("still alive, past due: %s", timer.past_due)
