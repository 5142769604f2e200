import datetime
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="TimerTest")
@bp.timer_trigger(
    arg_name="dummy",
    schedule="*/10 * * * * *",
    run_on_startup=False,
    use_monitor=False,
)
def timer_test(dummy: func.TimerRequest) -> None:
    utc_timestamp = datetime.datetime.now(tz=datetime.timezone.utc).isoformat()

    if dummy.past_due:
        logging.info("The timer is past due!")

    logging.info("Python timer trigger function ran at %s", utc_timestamp)
