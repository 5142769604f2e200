import logging

import azure.functions as func

from Thumbnail.masking import apply_mask

app = func.FunctionApp()


@app.function_name(name="BlobFunc")
@app.blob_trigger(
    arg_name="triggerBlob",
    path="input-container/{name}",
    connection="AzureWebJobsStorage",
)
@app.blob_input(
    arg_name="readBlob",
    path="templates/cover.txt",
    connection="AzureWebJobsStorage",
)
@app.blob_output(
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


@app.function_name(name="Thumbnail")
@app.route(route="bitmaps/{name}", methods=["PUT"])
@app.blob_input(
    arg_name="mask",
    path="masks/default.bin",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
@app.blob_output(
    arg_name="bitmap",
    path="bitmaps/{name}.bin",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
def thumbnail(req: func.HttpRequest, mask: bytes, bitmap: func.Out[bytes]) -> func.HttpResponse:
    body = req.get_body()
    if not body:
        return func.HttpResponse("an image is needed", status_code=400)

    bitmap.set(apply_mask(body, mask or b"\xff"))
    return func.HttpResponse(status_code=201)
