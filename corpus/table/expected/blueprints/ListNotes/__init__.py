import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ListNotes")
@bp.route(route="notes/{board}", methods=["GET"])
@bp.table_input(
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
