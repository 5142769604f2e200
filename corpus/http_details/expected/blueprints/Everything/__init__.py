import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Everything")
@bp.route(route="archive/{year:int:min(2000)}/{month:range(1,12)?}", methods=["POST"])
@bp.blob_input(
    arg_name="before",
    path="archive/{year}/index.txt",
    connection="ItemStorage",
    data_type=func.DataType.BINARY,
)
@bp.blob_output(
    arg_name="after",
    path="archive/{year}/index.txt",
    connection="ItemStorage",
    data_type=func.DataType.BINARY,
)
@bp.table_output(
    arg_name="row",
    connection="ItemStorage",
    table_name="archive",
    partition_key="{year}",
)
@bp.service_bus_topic_output(
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
