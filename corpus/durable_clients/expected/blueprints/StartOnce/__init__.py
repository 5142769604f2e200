import azure.durable_functions as df
import azure.functions as func

from common.clients import accepted, start_once

bp = func.Blueprint()


@bp.function_name(name="StartOnce")
@bp.route(route="exports/{id}", methods=["POST"])
@bp.durable_client_input(client_name="starter")
async def main(
    req: func.HttpRequest, starter: df.DurableOrchestrationClient
) -> func.HttpResponse:
    instance_id = req.route_params["id"]
    if not await start_once(starter, "NightlyExport", instance_id, 3):
        return func.HttpResponse("still running", status_code=409)
    return accepted(instance_id)
