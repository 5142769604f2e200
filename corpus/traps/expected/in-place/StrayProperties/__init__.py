import json

import azure.functions as func


def main(msg: func.QueueMessage, page: func.Out[str]) -> None:
    text = msg.get_body().decode("utf-8")
    page.set(json.dumps({"subject": "stray", "content": [{"type": "text/plain", "value": text}]}))
