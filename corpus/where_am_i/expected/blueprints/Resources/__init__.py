import json
import logging
import pkgutil

import azure.functions as func

bp = func.Blueprint()

LEVELS = json.loads(pkgutil.get_data(__name__, "levels.json"))


@bp.function_name(name="Resources")
@bp.timer_trigger(arg_name="timer", schedule="0 0 7 * * *")
def main(timer: func.TimerRequest) -> None:
    logging.info("levels: %s", ", ".join(LEVELS))
