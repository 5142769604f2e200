# -*- coding: utf-8 -*-
from __future__ import absolute_import, division, print_function

import logging

import azure.functions as func


def half(number):
    return number / 2


def main(timer: func.TimerRequest) -> None:
    logging.info("half of three is %s", half(3))
