import logging

import azure.functions as func

from shared.registry import names, register


@register("Zulu")
def main(timer: func.TimerRequest) -> None:
    logging.info("last of %d", len(names))
