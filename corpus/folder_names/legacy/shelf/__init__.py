import calendar
import logging

import azure.functions as func

from ..calendar import holidays
from .. import queue as waiting


def main(timer: func.TimerRequest) -> None:
    if calendar.day_name[0] not in holidays.CLOSED:
        logging.info("%s parcels on the shelf", waiting.length())
