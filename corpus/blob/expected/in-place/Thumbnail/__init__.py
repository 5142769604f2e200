import azure.functions as func

from .masking import apply_mask


def main(req: func.HttpRequest, mask: bytes, bitmap: func.Out[bytes]) -> func.HttpResponse:
    body = req.get_body()
    if not body:
        return func.HttpResponse("an image is needed", status_code=400)

    bitmap.set(apply_mask(body, mask or b"\xff"))
    return func.HttpResponse(status_code=201)
