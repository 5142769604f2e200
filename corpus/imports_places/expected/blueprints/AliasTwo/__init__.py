import logging as log
from datetime import datetime
from datetime import datetime as dt
from json import loads as parse

import azure.functions as af

bp = af.Blueprint()


@bp.function_name(name="AliasTwo")
@bp.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
def alias_two(timer: af.TimerRequest) -> None:
    log.info("%s %s %s", datetime(2022, 1, 1), dt.min, parse("[1, 2]"))
