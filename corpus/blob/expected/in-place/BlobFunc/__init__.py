import logging

import azure.functions as func


def main(triggerBlob: func.InputStream, readBlob: func.InputStream, outputBlob: func.Out[str]) -> None:
    logging.info(f"Blob trigger executed!")
    logging.info(f"Blob Name: {triggerBlob.name} ({triggerBlob.length}) bytes")
    logging.info(f"Full Blob URI: {triggerBlob.uri}")
    cover = readBlob.read().decode("utf-8")
    outputBlob.set(cover + "\n" + triggerBlob.read().decode("utf-8"))
