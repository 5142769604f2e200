import json

import azure.functions as func
from azure.durable_functions import DurableOrchestrationClient, EntityId

bp = func.Blueprint()


@bp.function_name(name="CountRead")
@bp.route(route="counters/{key}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@bp.durable_client_input(client_name="client")
async def main(
    req: func.HttpRequest, client: DurableOrchestrationClient
) -> func.HttpResponse:
    # The same name for the string and for the object.
    state = await client.read_entity_state(EntityId("Counter", req.route_params["key"]))
    if not state.entity_exists:
        return func.HttpResponse(status_code=404)
    return func.HttpResponse(json.dumps(state.entity_state), mimetype="application/json")
