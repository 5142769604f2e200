#!/usr/bin/env python
# -*- coding: latin-1 -*-
import logging

import azure.functions as func

CITY = "Zürich"  # fünf Zeichen und ein Umlaut


def main(timer: func.TimerRequest) -> None:
    logging.info("%s has %d characters", CITY, len(CITY))
