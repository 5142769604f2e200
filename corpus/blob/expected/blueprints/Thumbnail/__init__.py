import azure.functions as func

from .masking import apply_mask

bp = func.Blueprint()


@bp.function_name(name="Thumbnail")
@bp.route(route="bitmaps/{name}", methods=["PUT"])
@bp.blob_input(
    arg_name="mask",
    path="masks/default.bin",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
@bp.blob_output(
    arg_name="bitmap",
    path="bitmaps/{name}.bin",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
def thumbnail(req: func.HttpRequest, mask: bytes, bitmap: func.Out[bytes]) -> func.HttpResponse:
    body = req.get_body()
    if not body:
        return func.HttpResponse("an image is needed", status_code=400)

    bitmap.set(apply_mask(body, mask or b"\xff"))
    return func.HttpResponse(status_code=201)
