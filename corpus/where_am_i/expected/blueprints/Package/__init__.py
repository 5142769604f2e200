import importlib.resources
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Package")
@bp.timer_trigger(arg_name="timer", schedule="0 0 8 * * *")
def main(timer: func.TimerRequest) -> None:
    text = importlib.resources.files(__package__).joinpath("words.txt").read_text()
    logging.info("%d words", len(text.split()))
