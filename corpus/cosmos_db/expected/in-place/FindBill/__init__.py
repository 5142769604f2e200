import json

import azure.functions as func


def main(req: func.HttpRequest, bills: func.DocumentList) -> func.HttpResponse:
    if not bills:
        return func.HttpResponse("no bills", status_code=404)

    return func.HttpResponse(
        json.dumps([{"id": bill["id"], "due": bill["due"], "total": bill["total"]} for bill in bills]),
        mimetype="application/json",
    )
