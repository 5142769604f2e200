#!/usr/bin/env python
# -*- coding: latin-1 -*-
import logging

import azure.functions as func

bp = func.Blueprint()

CITY = "Zürich"  # fünf Zeichen und ein Umlaut


@bp.function_name(name="Latin")
@bp.timer_trigger(arg_name="timer", schedule="0 0 2 * * *")
def latin(timer: func.TimerRequest) -> None:
    logging.info("%s has %d characters", CITY, len(CITY))
