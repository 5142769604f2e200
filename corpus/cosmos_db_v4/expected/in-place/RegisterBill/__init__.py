import json

import azure.functions as func


def main(bill: func.QueueMessage) -> func.Document:
    data = json.loads(bill.get_body())
    data.setdefault("state", "open")
    return func.Document.from_dict(data)
