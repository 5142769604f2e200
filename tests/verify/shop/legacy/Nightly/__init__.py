import logging
import time

import azure.functions as func

runs = 0


def describe(timer):
    return "late" if timer.past_due else "on time"


def main(timer: func.TimerRequest) -> str:
    global runs
    runs += 1
    time.sleep(30)
    logging.info("run %s is %s", runs, describe(timer))
    return f"report {runs} at {time.time()}"
