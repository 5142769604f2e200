import json
import pickle

import azure.functions as func

bp = func.Blueprint()


class Draft:
    """Stored by its full name: files of last week must still be readable."""

    def __init__(self, title: str, text: str) -> None:
        self.title = title
        self.text = text


@bp.function_name(name="Pickles")
@bp.queue_trigger(arg_name="msg", queue_name="drafts", connection="AzureWebJobsStorage")
@bp.blob_output(
    arg_name="draft",
    path="drafts/{id}.pickle",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
def pickles(msg: func.QueueMessage, draft: func.Out[bytes]) -> None:
    data = json.loads(msg.get_body())
    draft.set(pickle.dumps(Draft(data["title"], data["text"])))
