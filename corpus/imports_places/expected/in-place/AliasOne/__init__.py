import datetime
import datetime as dt
import logging
from urllib.parse import urlsplit as parse

import azure.functions


def main(timer: azure.functions.TimerRequest) -> None:
    logging.info("%s %s %s", datetime.date(2022, 1, 1), dt.timedelta(hours=1), parse("http://a.invalid/b").path)
