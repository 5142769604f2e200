import azure.functions as func

from Bom import main as bom_main
from FormFeed import main as form_feed_main
from Latin import main as latin_main
from LongLines import main as long_lines_main
from NoNewline import main as no_newline_main
from Oddities import main as oddities_main
from OldHelper import main as old_helper_main

app = func.FunctionApp()


@app.function_name(name="Bom")
@app.timer_trigger(arg_name="timer", schedule="0 0 1 * * *")
def bom(timer: func.TimerRequest) -> None:
    bom_main(timer)


@app.function_name(name="FormFeed")
@app.timer_trigger(arg_name="timer", schedule="0 0 4 * * *")
def form_feed(timer: func.TimerRequest) -> None:
    form_feed_main(timer)


@app.function_name(name="Latin")
@app.timer_trigger(arg_name="timer", schedule="0 0 2 * * *")
def latin(timer: func.TimerRequest) -> None:
    latin_main(timer)


@app.function_name(name="LongLines")
@app.timer_trigger(arg_name="timer", schedule="0 0 5 * * *")
def long_lines(timer: func.TimerRequest) -> None:
    long_lines_main(timer)


@app.function_name(name="NoNewline")
@app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
def no_newline(timer: func.TimerRequest) -> None:
    no_newline_main(timer)


@app.function_name(name="Oddities")
@app.timer_trigger(arg_name="timer", schedule="0 0 7 * * *")
def oddities(timer: func.TimerRequest) -> None:
    oddities_main(timer)


@app.function_name(name="OldHelper")
@app.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")
def old_helper(timer: func.TimerRequest) -> None:
    old_helper_main(timer)
