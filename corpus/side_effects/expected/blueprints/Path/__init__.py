import logging
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "lib"))
import plain_words  # noqa: E402
import azure.functions as func  # noqa: E402

bp = func.Blueprint()


@bp.function_name(name="Path")
@bp.timer_trigger(arg_name="timer", schedule="0 0 10 * * *")
def path(timer: func.TimerRequest) -> None:
    logging.info(plain_words.say())
