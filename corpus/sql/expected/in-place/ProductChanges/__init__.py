import json
import logging


def main(changes: str) -> None:
    for change in json.loads(changes):
        logging.info("product %s: operation %s", change["Item"]["ProductId"], change["Operation"])
