from typing import List

import azure.functions as func

from Everything import main as everything_main
from ItemDelete import main as item_delete_main
from ItemRead import main as item_read_main
from ItemWrite import main as item_write_main
from ToBlob import main as to_blob_main
from ToHub import main as to_hub_main
from ToQueue import main as to_queue_main

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
    return everything_main(req, before, after, row, topic)


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
    return item_delete_main(request, audit)


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
    return item_read_main(req, item, context)


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
    changes: func.Out[List[str]],
) -> None:
    item_write_main(req, response, item, changes)


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
    return to_blob_main(events, context)


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
    return to_hub_main(tick)


@app.function_name(name="ToQueue")
@app.timer_trigger(arg_name="timer", schedule="%TICK%")
@app.queue_output(arg_name="$return", queue_name="ticks", connection="ItemStorage")
def to_queue(timer: func.TimerRequest) -> str:
    return to_queue_main(timer)
