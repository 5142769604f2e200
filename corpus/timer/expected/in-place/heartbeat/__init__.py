import logging


def main(timer):
    logging.info("still alive, past due: %s", timer.past_due)
