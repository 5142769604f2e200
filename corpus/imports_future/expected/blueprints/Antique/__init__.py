# -*- coding: utf-8 -*-
from __future__ import absolute_import, division, print_function

import logging

import azure.functions as func

bp = func.Blueprint()


def half(number):
    return number / 2


@bp.function_name(name="Antique")
@bp.timer_trigger(arg_name="timer", schedule="0 0 20 * * *")
def antique(timer: func.TimerRequest) -> None:
    logging.info("half of three is %s", half(3))
