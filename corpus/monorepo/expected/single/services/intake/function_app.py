from typing import List

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="Health")
@app.route(route="health", methods=["GET"])
def health(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("intake is up")


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
    raw.set("".join(event.get_body().decode("utf-8") + "\n" for event in events))
