import logging
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="heartbeat")
@bp.timer_trigger(arg_name="timer", schedule="00:05:00", run_on_startup=True)
def main(timer):
    logging.info("still alive, past due: %s", timer.past_due)
