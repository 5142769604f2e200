import importlib.resources
import logging

import azure.functions as func


def main(timer: func.TimerRequest) -> None:
    text = importlib.resources.files(__package__).joinpath("words.txt").read_text()
    logging.info("%d words", len(text.split()))
