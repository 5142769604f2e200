import azure.functions as func

from BlobFunc import main as blob_func
from Thumbnail import main as thumbnail

app = func.FunctionApp()

app.function_name(name="BlobFunc")(
    app.blob_trigger(
        arg_name="triggerBlob",
        path="input-container/{name}",
        connection="AzureWebJobsStorage",
    )(
        app.blob_input(
            arg_name="readBlob",
            path="templates/cover.txt",
            connection="AzureWebJobsStorage",
        )(
            app.blob_output(
                arg_name="outputBlob",
                path="output-container/{name}",
                connection="AzureWebJobsStorage",
            )(blob_func)
        )
    )
)


app.function_name(name="Thumbnail")(
    app.route(route="bitmaps/{name}", methods=["PUT"])(
        app.blob_input(
            arg_name="mask",
            path="masks/default.bin",
            connection="AzureWebJobsStorage",
            data_type=func.DataType.BINARY,
        )(
            app.blob_output(
                arg_name="bitmap",
                path="bitmaps/{name}.bin",
                connection="AzureWebJobsStorage",
                data_type=func.DataType.BINARY,
            )(thumbnail)
        )
    )
)
