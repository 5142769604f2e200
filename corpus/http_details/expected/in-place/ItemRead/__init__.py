import azure.functions as func

HEADERS = {"Cache-Control": "max-age=60"}


def main(req: func.HttpRequest, item: str, context) -> func.HttpResponse:
    if not item:
        return func.HttpResponse(f"{context.function_name}: no such item", status_code=404)
    body = "" if req.method == "HEAD" else item
    return func.HttpResponse(body, headers=HEADERS, mimetype="application/json")
