import json

import azure.functions as func


def main(req: func.HttpRequest, products: func.SqlRowList) -> func.HttpResponse:
    rows = [json.loads(row.to_json()) for row in products]
    return func.HttpResponse(json.dumps(rows), mimetype="application/json")
