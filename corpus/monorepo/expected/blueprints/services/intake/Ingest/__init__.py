from typing import List

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Ingest")
@bp.event_hub_message_trigger(
    arg_name="events",
    connection="Telemetry",
    event_hub_name="telemetry",
    cardinality=func.Cardinality.MANY,
)
@bp.blob_output(
    arg_name="raw",
    path="raw/{rand-guid}.jsonl",
    connection="AzureWebJobsStorage",
)
def ingest(events: List[func.EventHubEvent], raw: func.Out[str]) -> None:
    raw.set("".join(event.get_body().decode("utf-8") + "\n" for event in events))
