import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="OldStarter")
@bp.route(route="exports", methods=["POST"])
@bp.durable_client_input(client_name="starter", task_hub="%HUB_NAME%")
async def main(
    req: func.HttpRequest, starter: df.DurableOrchestrationClient
) -> func.HttpResponse:
    instance_id = await starter.start_new("Export", client_input=int(req.params.get("pages", "1")))
    return starter.create_check_status_response(req, instance_id)
