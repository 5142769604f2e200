import json
import pickle

import azure.functions as func


class Draft:
    """Stored by its full name: files of last week must still be readable."""

    def __init__(self, title: str, text: str) -> None:
        self.title = title
        self.text = text


def main(msg: func.QueueMessage, draft: func.Out[bytes]) -> None:
    data = json.loads(msg.get_body())
    draft.set(pickle.dumps(Draft(data["title"], data["text"])))
