import azure.functions as func

bp = func.Blueprint()

HEADERS = {"Cache-Control": "max-age=60"}


@bp.function_name(name="ItemRead")
@bp.route(
    route="items/{id:guid}",
    methods=["GET", "HEAD"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
@bp.blob_input(
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
