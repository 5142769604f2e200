import json
import typing
from typing import List

import azure.functions as func

app = func.FunctionApp()


@app.function_name(name="Everything")
@app.route(route="archive/{year:int:min(2000)}/{month:range(1,12)?}", methods=["POST"])
@app.blob_input(
    arg_name="before",
    path="archive/{year}/index.txt",
    connection="ItemStorage",
    data_type=func.DataType.BINARY,
)
@app.blob_output(
    arg_name="after",
    path="archive/{year}/index.txt",
    connection="ItemStorage",
    data_type=func.DataType.BINARY,
)
@app.table_output(
    arg_name="row",
    connection="ItemStorage",
    table_name="archive",
    partition_key="{year}",
)
@app.service_bus_topic_output(
    arg_name="topic",
    connection="Bus",
    topic_name="%ARCHIVE_TOPIC%",
)
def everything(
    req: func.HttpRequest,
    before: bytes,
    after: func.Out[bytes],
    row: func.Out[str],
    topic: func.Out[str],
) -> func.HttpResponse:
    line = req.get_body()
    after.set((before or b"") + line + b"\n")
    row.set(json.dumps({"RowKey": str(len(line)), "Line": line.decode("utf-8")}))
    topic.set(req.route_params["year"])
    return func.HttpResponse(status_code=201)


@app.function_name(name="ItemDelete")
@app.route(
    route="items/{id:guid}",
    methods=["DELETE"],
    auth_level=func.AuthLevel.ADMIN,
    trigger_arg_name="request",
)
@app.event_hub_output(
    arg_name="audit",
    connection="Audit",
    event_hub_name="%AUDIT_HUB%",
)
def item_delete(request: func.HttpRequest, audit: func.Out[str]) -> str:
    """The trigger is not called ``req``, and a plain string is answer enough."""
    audit.set(f"deleted {request.route_params['id']}")
    return "deleted"


HEADERS = {"Cache-Control": "max-age=60"}


@app.function_name(name="ItemRead")
@app.route(
    route="items/{id:guid}",
    methods=["GET", "HEAD"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
@app.blob_input(
    arg_name="item",
    path="%ITEMS%/{id}.json",
    connection="ItemStorage",
    data_type=func.DataType.STRING,
)
def item_read(req: func.HttpRequest, item: str, context) -> func.HttpResponse:
    if not item:
        return func.HttpResponse(f"{context.function_name}: no such item", status_code=404)
    body = "" if req.method == "HEAD" else item
    return func.HttpResponse(body, headers=HEADERS, mimetype="application/json")


@app.function_name(name="ItemWrite")
@app.route(
    route="items/{id:guid}",
    methods=["PUT", "PATCH"],
    binding_arg_name="response",
)
@app.blob_output(arg_name="item", path="%ITEMS%/{id}.json", connection="ItemStorage")
@app.queue_output(
    arg_name="changes",
    queue_name="%CHANGES_QUEUE%",
    connection="ItemStorage",
)
def item_write(
    req: func.HttpRequest,
    response: func.Out[func.HttpResponse],
    item: func.Out[str],
    changes: func.Out[typing.List[str]],
) -> None:
    try:
        data = req.get_json()
    except ValueError:
        response.set(func.HttpResponse("not JSON", status_code=400))
        return

    item.set(json.dumps(data))
    changes.set([json.dumps({"id": req.route_params["id"], "key": key}) for key in data])
    response.set(func.HttpResponse(status_code=204))


@app.function_name(name="ToBlob")
@app.event_hub_message_trigger(
    arg_name="events",
    connection="Audit",
    event_hub_name="%AUDIT_HUB%",
    cardinality=func.Cardinality.MANY,
    consumer_group="%AUDIT_GROUP%",
)
@app.blob_output(
    arg_name="$return",
    path="audit/{DateTime:yyyy}/{rand-guid}.txt",
    connection="ItemStorage",
    data_type=func.DataType.BINARY,
)
@app.retry(strategy="fixed_delay", max_retry_count=2, delay_interval="00:00:03")
def to_blob(events: List[func.EventHubEvent], context: func.Context) -> bytes:
    lines = [event.get_body() for event in events]
    return b"\n".join([context.function_name.encode(), *lines])


@app.function_name(name="ToHub")
@app.queue_trigger(
    arg_name="tick",
    queue_name="ticks",
    connection="ItemStorage",
    data_type=func.DataType.STRING,
)
@app.event_hub_output(
    arg_name="$return",
    connection="Audit",
    event_hub_name="%AUDIT_HUB%",
)
def to_hub(tick: str) -> str:
    return tick.upper()


@app.function_name(name="ToQueue")
@app.timer_trigger(arg_name="timer", schedule="%TICK%")
@app.queue_output(arg_name="$return", queue_name="ticks", connection="ItemStorage")
def to_queue(timer: func.TimerRequest) -> str:
    return "late" if timer.past_due else "tick"
