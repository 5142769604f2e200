import json

import azure.functions as func


def main(req: func.HttpRequest, notes: str) -> func.HttpResponse:
    texts = [note["Text"] for note in json.loads(notes)]
    return func.HttpResponse(json.dumps(texts), mimetype="application/json")
