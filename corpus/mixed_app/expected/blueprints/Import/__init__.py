import csv
import io
import logging

import azure.functions as func

bp = func.Blueprint()


def purge(rows):
    return [row for row in rows if any(row)]


@bp.function_name(name="Import")
@bp.blob_trigger(
    arg_name="blob",
    path="imports/{name}",
    connection="AzureWebJobsStorage",
)
def import_function(blob: func.InputStream) -> None:
    rows = purge(csv.reader(io.StringIO(blob.read().decode("utf-8"))))
    logging.info("%d rows", len(rows))
