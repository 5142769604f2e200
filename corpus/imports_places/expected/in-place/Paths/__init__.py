import logging
import os
import sys

import azure.functions as func

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(__file__)), "vendored"))

import oldlib  # noqa: E402


def main(data: func.InputStream) -> None:
    logging.info("%s has checksum %d", data.name, oldlib.checksum(data.read()))
