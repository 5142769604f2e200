import logging

import azure.functions as func


def main(blob: func.InputStream) -> None:
    logging.info("import of %s", blob.name)
