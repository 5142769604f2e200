import azure.functions as func

from AddNote import main as add_note_main
from ListNotes import main as list_notes_main

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
    return add_note_main(req, note)


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
    return list_notes_main(req, notes)
