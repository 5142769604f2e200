import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="CountStart")
@bp.route(route="counters/{key}", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
@bp.durable_client_input(client_name="client")
async def main(
    req: func.HttpRequest, client: df.DurableOrchestrationClient
) -> func.HttpResponse:
    entity = df.EntityId("Counter", req.route_params["key"])
    await client.signal_entity(entity, "add", int(req.params.get("by", "1")))
    return func.HttpResponse("counted", status_code=202)
