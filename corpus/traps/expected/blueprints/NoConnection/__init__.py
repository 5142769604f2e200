import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="NoConnection")
@bp.blob_trigger(
    arg_name="photo",
    path="photos/{name}",
    connection="AzureWebJobsStorage",
)
@bp.blob_output(arg_name="copy", path="copies/{name}", connection="")
@bp.queue_output(arg_name="done", queue_name="copied", connection="AzureWebJobsStorage")
def no_connection(
    photo: func.InputStream, copy: func.Out[bytes], done: func.Out[str]
) -> None:
    copy.set(photo.read())
    done.set(photo.name)
