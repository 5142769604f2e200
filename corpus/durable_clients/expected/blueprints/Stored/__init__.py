"""Keeps the client in an object, so that nobody can follow it by the data flow in main."""
import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


class Exports:
    def __init__(self, starter: str) -> None:
        self.client = df.DurableOrchestrationClient(starter)

    async def cancel(self, instance_id: str) -> None:
        await self.client.terminate(instance_id, "cancelled")


@bp.function_name(name="Stored")
@bp.route(route="exports/{id}", methods=["DELETE"])
@bp.generic_input_binding(arg_name="starter", type="durableClient")
async def stored(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    await Exports(starter).cancel(req.route_params["id"])
    return func.HttpResponse(status_code=204)
