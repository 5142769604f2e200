import logging

import azure.functions as func


def main(event: func.EventHubEvent) -> None:
    logging.info(event.get_body().decode("utf-8"))
