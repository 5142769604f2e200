import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Resize")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="%QUEUE%",
    connection="AzureWebJobsStorage",
)
@bp.blob_output(
    arg_name="picture",
    path="pictures/{rand-guid}.bin",
    connection="AzureWebJobsStorage",
)
def resize(msg: func.QueueMessage, picture: func.Out[bytes]) -> None:
    picture.set(msg.get_body()[:64])
