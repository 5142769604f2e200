import logging

import azure.functions as func

bp = func.Blueprint()


def __getattr__(name):
    if name == "VERSION":
        return "2.1"
    raise AttributeError(name)


@bp.function_name(name="ModuleGetattr")
@bp.timer_trigger(arg_name="timer", schedule="0 30 0 1 * *")
def main(timer: func.TimerRequest) -> None:
    from . import VERSION

    logging.info("version %s", VERSION)
