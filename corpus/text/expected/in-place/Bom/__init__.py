"""Saved by an editor that likes byte order marks."""
import logging

import azure.functions as func


def main(timer: func.TimerRequest) -> None:
    logging.info("Grüße")
