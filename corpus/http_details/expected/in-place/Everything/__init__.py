import json

import azure.functions as func


def main(
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
