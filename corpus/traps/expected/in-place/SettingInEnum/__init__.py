import logging


def main(events):
    # One event or many, as the setting says.
    if not isinstance(events, list):
        events = [events]
    logging.info("%d events", len(events))
