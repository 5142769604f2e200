import functools
import logging

import azure.functions as func

app = func.FunctionApp()


@app.function_name(name="Beside")
@app.timer_trigger(arg_name="timer", schedule="30 * * * * *")
def beside(timer: func.TimerRequest) -> None:
    logging.info("half past")


class Counted:
    """A decorator that counts the calls, as an object."""

    def __init__(self, handler):
        functools.update_wrapper(self, handler)
        self.handler = handler
        self.calls = 0

    def __call__(self, timer):
        self.calls += 1
        logging.info("call %d", self.calls)
        return self.handler(timer)


@Counted
def main(timer: func.TimerRequest) -> None:
    logging.info("tick")


@app.function_name(name="Counted")
@app.timer_trigger(arg_name="timer", schedule="0 * * * * *")
def counted(timer):
    return main(timer=timer)
