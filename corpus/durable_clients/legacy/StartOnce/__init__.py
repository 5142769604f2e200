import azure.durable_functions as df
import azure.functions as func

from ..common.clients import accepted, start_once


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    instance_id = req.route_params["id"]
    if not await start_once(client, "NightlyExport", instance_id, 3):
        return func.HttpResponse("still running", status_code=409)
    return accepted(instance_id)
