import json
import uuid

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="AddNote")
@bp.route(route="notes/{board}", methods=["POST"])
@bp.table_output(
    arg_name="note",
    connection="AzureWebJobsStorage",
    table_name="notes",
    partition_key="{board}",
)
def add_note(req: func.HttpRequest, note: func.Out[str]) -> func.HttpResponse:
    row_key = str(uuid.uuid4())
    note.set(json.dumps({"Text": req.get_body().decode("utf-8"), "RowKey": row_key}))
    return func.HttpResponse(row_key, status_code=201)
