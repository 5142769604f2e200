from typing import List

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ToBlob")
@bp.event_hub_message_trigger(
    arg_name="events",
    connection="Audit",
    event_hub_name="%AUDIT_HUB%",
    cardinality=func.Cardinality.MANY,
    consumer_group="%AUDIT_GROUP%",
)
@bp.blob_output(
    arg_name="$return",
    path="audit/{DateTime:yyyy}/{rand-guid}.txt",
    connection="ItemStorage",
    data_type=func.DataType.BINARY,
)
@bp.retry(strategy="fixed_delay", max_retry_count=2, delay_interval="00:00:03")
def to_blob(events: List[func.EventHubEvent], context: func.Context) -> bytes:
    lines = [event.get_body() for event in events]
    return b"\n".join([context.function_name.encode(), *lines])
