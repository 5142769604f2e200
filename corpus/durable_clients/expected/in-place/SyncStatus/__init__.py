import json

import azure.durable_functions as df
import azure.functions as func


def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    links = client.create_http_management_payload(req.route_params["id"])
    return func.HttpResponse(json.dumps({"status": links["statusQueryGetUri"]}), mimetype="application/json")
