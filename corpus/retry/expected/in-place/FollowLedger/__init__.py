import logging

import azure.functions as func


def main(entries: func.DocumentList) -> None:
    for entry in entries or []:
        logging.info("ledger entry %s", entry["id"])
