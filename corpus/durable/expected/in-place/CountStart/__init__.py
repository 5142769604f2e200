import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, client: str) -> func.HttpResponse:
    durable = df.DurableOrchestrationClient(client)
    entity = df.EntityId("Counter", req.route_params["key"])
    await durable.signal_entity(entity, "add", int(req.params.get("by", "1")))
    return func.HttpResponse("counted", status_code=202)
