import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Approve")
@bp.route(route="approvals/{instance}", methods=["POST"])
@bp.durable_client_input(client_name="starter")
async def main(
    req: func.HttpRequest, starter: df.DurableOrchestrationClient
) -> func.HttpResponse:
    instance = req.route_params["instance"]
    approved = req.params.get("answer", "yes") == "yes"
    await starter.raise_event(instance, "Approved", approved)
    return func.HttpResponse(status_code=202)
