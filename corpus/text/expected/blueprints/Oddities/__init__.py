import logging; import textwrap

import azure.functions as func

bp = func.Blueprint()

größe = 3; Größe = 4   
NOT_CODE = """
from . import nothing
def main(req):
    return __file__
"""
RAW = r"C:\new\table" "\
continued"


@bp.function_name(name="Oddities")
@bp.timer_trigger(arg_name="timer", schedule="0 0 7 * * *")
def oddities(timer: func.TimerRequest) -> None:
  if größe \
     < Größe: logging.info(textwrap.dedent(NOT_CODE) + RAW)
  else:
        pass
