import azure.functions as func

from Resize import main as resize_main

app = func.FunctionApp()


@app.function_name(name="Resize")
@app.queue_trigger(
    arg_name="msg",
    queue_name="%QUEUE%",
    connection="AzureWebJobsStorage",
)
@app.blob_output(
    arg_name="picture",
    path="pictures/{rand-guid}.bin",
    connection="AzureWebJobsStorage",
)
def resize(msg: func.QueueMessage, picture: func.Out[bytes]) -> None:
    resize_main(msg, picture)
