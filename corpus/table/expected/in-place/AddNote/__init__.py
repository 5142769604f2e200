import json
import uuid

import azure.functions as func


def main(req: func.HttpRequest, note: func.Out[str]) -> func.HttpResponse:
    row_key = str(uuid.uuid4())
    note.set(json.dumps({"Text": req.get_body().decode("utf-8"), "RowKey": row_key}))
    return func.HttpResponse(row_key, status_code=201)
