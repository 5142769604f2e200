import calendar
import logging

import azure.functions as func

from app_calendar import holidays
import app_queue as waiting

bp = func.Blueprint()


@bp.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")
def shelf(timer: func.TimerRequest) -> None:
    if calendar.day_name[0] not in holidays.CLOSED:
        logging.info("%s parcels on the shelf", waiting.length())
