from typing import List

import azure.functions as func

from Health import main as health_main
from Ingest import main as ingest_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="Health")
@app.route(route="health", methods=["GET"])
def health(req: func.HttpRequest) -> func.HttpResponse:
    return health_main(req)


@app.function_name(name="Ingest")
@app.event_hub_message_trigger(
    arg_name="events",
    connection="Telemetry",
    event_hub_name="telemetry",
    cardinality=func.Cardinality.MANY,
)
@app.blob_output(
    arg_name="raw",
    path="raw/{rand-guid}.jsonl",
    connection="AzureWebJobsStorage",
)
def ingest(events: List[func.EventHubEvent], raw: func.Out[str]) -> None:
    ingest_main(events, raw)
