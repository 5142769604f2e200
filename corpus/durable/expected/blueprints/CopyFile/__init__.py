import logging
from pathlib import Path

import azure.functions as func

bp = func.Blueprint()

log = logging.getLogger("backup")


@bp.function_name(name="CopyFile")
@bp.blob_output(
    arg_name="copy",
    path="backups/{data}",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
@bp.activity_trigger(input_name="path")
def copy_file(path: str, copy: func.Out[bytes]) -> int:
    data = Path(path).read_bytes()
    copy.set(data)
    log.info("%s: %d bytes", path, len(data))
    return len(data)
