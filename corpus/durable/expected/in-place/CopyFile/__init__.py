import logging
from pathlib import Path

import azure.functions as func

log = logging.getLogger("backup")


def main(path: str, copy: func.Out[bytes]) -> int:
    data = Path(path).read_bytes()
    copy.set(data)
    log.info("%s: %d bytes", path, len(data))
    return len(data)
