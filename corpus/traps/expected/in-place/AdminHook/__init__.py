"""The level of this trigger must stay admin, whatever the app's own level is."""
import json
import uuid

import azure.functions as func


def main(req: func.HttpRequest) -> str:
    return json.dumps({"RowKey": str(uuid.uuid4()), "Body": req.get_body().decode("utf-8")})
