import csv
import io
import logging

import azure.functions as func


def purge(rows):
    return [row for row in rows if any(row)]


def main(blob: func.InputStream) -> None:
    rows = purge(csv.reader(io.StringIO(blob.read().decode("utf-8"))))
    logging.info("%d rows", len(rows))
