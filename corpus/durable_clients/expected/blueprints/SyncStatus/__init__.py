import json

import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="SyncStatus")
@bp.route(route="exports/{id}", methods=["GET"])
@bp.generic_input_binding(arg_name="starter", type="durableClient")
def sync_status(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    links = client.create_http_management_payload(req.route_params["id"])
    return func.HttpResponse(json.dumps({"status": links["statusQueryGetUri"]}), mimetype="application/json")
