import json

import azure.functions as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    try:
        pretty = json.dumps(req.get_json(), indent=2, sort_keys=True)
    except ValueError:
        return func.HttpResponse("not JSON", status_code=400)
    return func.HttpResponse(pretty)
