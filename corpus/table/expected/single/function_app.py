import json
import uuid

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="AddNote")
@app.route(route="notes/{board}", methods=["POST"])
@app.table_output(
    arg_name="note",
    connection="AzureWebJobsStorage",
    table_name="notes",
    partition_key="{board}",
)
def add_note(req: func.HttpRequest, note: func.Out[str]) -> func.HttpResponse:
    row_key = str(uuid.uuid4())
    note.set(json.dumps({"Text": req.get_body().decode("utf-8"), "RowKey": row_key}))
    return func.HttpResponse(row_key, status_code=201)


@app.function_name(name="ListNotes")
@app.route(route="notes/{board}", methods=["GET"])
@app.table_input(
    arg_name="notes",
    connection="AzureWebJobsStorage",
    table_name="notes",
    partition_key="{board}",
    take=50,
    filter="Hidden ne true",
)
def list_notes(req: func.HttpRequest, notes: str) -> func.HttpResponse:
    texts = [note["Text"] for note in json.loads(notes)]
    return func.HttpResponse(json.dumps(texts), mimetype="application/json")
