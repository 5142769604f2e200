import azure.functions as func

from Beside import main as beside_main
from Counted import main as counted_main

app = func.FunctionApp()


@app.function_name(name="Beside")
@app.timer_trigger(arg_name="timer", schedule="30 * * * * *")
def beside(timer: func.TimerRequest) -> None:
    beside_main(timer)


@app.function_name(name="Counted")
@app.timer_trigger(arg_name="timer", schedule="0 * * * * *")
def counted(timer):
    return counted_main(timer=timer)
