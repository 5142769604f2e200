import logging as log
from datetime import datetime
from datetime import datetime as dt
from json import loads as parse

import azure.functions as af


def main(timer: af.TimerRequest) -> None:
    log.info("%s %s %s", datetime(2022, 1, 1), dt.min, parse("[1, 2]"))
