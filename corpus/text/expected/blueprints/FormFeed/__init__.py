import logging

import azure.functions as func

bp = func.Blueprint()

# ---- helpers ----

def pages(text):
    return text.split("\f")


# ---- entry ----


@bp.function_name(name="FormFeed")
@bp.timer_trigger(arg_name="timer", schedule="0 0 4 * * *")
def form_feed(timer: func.TimerRequest) -> None:
    logging.info("%d pages", len(pages("one\ftwo")))
