import datetime
import datetime as dt
import logging
from urllib.parse import urlsplit as parse

import azure.functions
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="AliasOne")
@bp.timer_trigger(arg_name="timer", schedule="0 0 2 * * *")
def alias_one(timer: azure.functions.TimerRequest) -> None:
    logging.info("%s %s %s", datetime.date(2022, 1, 1), dt.timedelta(hours=1), parse("http://a.invalid/b").path)
