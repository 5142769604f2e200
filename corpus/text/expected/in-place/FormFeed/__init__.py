import logging

import azure.functions as func

# ---- helpers ----

def pages(text):
    return text.split("\f")


# ---- entry ----

def main(timer: func.TimerRequest) -> None:
    logging.info("%d pages", len(pages("one\ftwo")))
