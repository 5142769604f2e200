import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="BlobFunc")
@bp.blob_trigger(
    arg_name="triggerBlob",
    path="input-container/{name}",
    connection="AzureWebJobsStorage",
)
@bp.blob_input(
    arg_name="readBlob",
    path="templates/cover.txt",
    connection="AzureWebJobsStorage",
)
@bp.blob_output(
    arg_name="outputBlob",
    path="output-container/{name}",
    connection="AzureWebJobsStorage",
)
def blob_func(triggerBlob: func.InputStream, readBlob: func.InputStream, outputBlob: func.Out[str]) -> None:
    logging.info(f"Blob trigger executed!")
    logging.info(f"Blob Name: {triggerBlob.name} ({triggerBlob.length}) bytes")
    logging.info(f"Full Blob URI: {triggerBlob.uri}")
    cover = readBlob.read().decode("utf-8")
    outputBlob.set(cover + "\n" + triggerBlob.read().decode("utf-8"))
