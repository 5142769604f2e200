import json
import logging
import pkgutil

import azure.functions as func

LEVELS = json.loads(pkgutil.get_data(__name__, "levels.json"))


def main(timer: func.TimerRequest) -> None:
    logging.info("levels: %s", ", ".join(LEVELS))
