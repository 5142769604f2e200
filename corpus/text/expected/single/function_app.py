import logging

import azure.functions as func

from OldHelper import convert

app = func.FunctionApp()


@app.function_name(name="Bom")
@app.timer_trigger(arg_name="timer", schedule="0 0 1 * * *")
def bom(timer: func.TimerRequest) -> None:
    """Saved by an editor that likes byte order marks."""
    logging.info("Grüße")



# ---- helpers ----

def pages(text):
    return text.split("\f")


# ---- entry ----


@app.function_name(name="FormFeed")
@app.timer_trigger(arg_name="timer", schedule="0 0 4 * * *")
def form_feed(timer: func.TimerRequest) -> None:
    logging.info("%d pages", len(pages("one\ftwo")))


CITY = "Zürich"  # fünf Zeichen und ein Umlaut


@app.function_name(name="Latin")
@app.timer_trigger(arg_name="timer", schedule="0 0 2 * * *")
def latin(timer: func.TimerRequest) -> None:
    logging.info("%s has %d characters", CITY, len(CITY))


ALPHABETS = {"greek": "αβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψωαβγδεζηθικλμνξοπρστυφχψω", "digits": "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"}


@app.function_name(name="LongLines")
@app.timer_trigger(arg_name="timer", schedule="0 0 5 * * *")
def long_lines(timer: func.TimerRequest) -> None:
    logging.info("%d letters and %d digits, and this very line is longer than any style guide of this world would ever allow, even the generous ones", len(ALPHABETS["greek"]), len(ALPHABETS["digits"]))


@app.function_name(name="NoNewline")
@app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
def no_newline(timer: func.TimerRequest) -> None:
    logging.info("no newline at the end")  # really not


import logging; import textwrap

größe = 3; Größe = 4   
NOT_CODE = """
from . import nothing
def main(req):
    return __file__
"""
RAW = r"C:\new\table" "\
continued"


@app.function_name(name="Oddities")
@app.timer_trigger(arg_name="timer", schedule="0 0 7 * * *")
def oddities(timer: func.TimerRequest) -> None:
  if größe \
     < Größe: logging.info(textwrap.dedent(NOT_CODE) + RAW)
  else:
        pass


@app.function_name(name="OldHelper")
@app.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")
def old_helper(timer: func.TimerRequest) -> None:
    logging.info(convert.to_text(b"bytes"))
