import json

import azure.functions as func
from azure.durable_functions import DurableOrchestrationClient, EntityId


async def main(req: func.HttpRequest, client: str) -> func.HttpResponse:
    # The same name for the string and for the object.
    client = DurableOrchestrationClient(client)
    state = await client.read_entity_state(EntityId("Counter", req.route_params["key"]))
    if not state.entity_exists:
        return func.HttpResponse(status_code=404)
    return func.HttpResponse(json.dumps(state.entity_state), mimetype="application/json")
