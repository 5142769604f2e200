import azure.functions as func

from BlobFunc import main as blob_func_main
from Thumbnail import main as thumbnail_main

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
def blob_func(
    triggerBlob: func.InputStream, readBlob: func.InputStream, outputBlob: func.Out[str]
) -> None:
    blob_func_main(triggerBlob, readBlob, outputBlob)


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
def thumbnail(
    req: func.HttpRequest, mask: bytes, bitmap: func.Out[bytes]
) -> func.HttpResponse:
    return thumbnail_main(req, mask, bitmap)
