import logging
import os
import sys

import azure.functions as func

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(__file__)), "vendored"))

import oldlib  # noqa: E402

bp = func.Blueprint()


@bp.function_name(name="Paths")
@bp.blob_trigger(
    arg_name="data",
    path="uploads/{name}",
    connection="AzureWebJobsStorage",
)
def paths(data: func.InputStream) -> None:
    logging.info("%s has checksum %d", data.name, oldlib.checksum(data.read()))
