import logging

import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="HttpStart")
@bp.route(
    route="orchestrators/{functionName}",
    methods=["POST", "GET"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
@bp.durable_client_input(client_name="starter")
async def main(
    req: func.HttpRequest, starter: df.DurableOrchestrationClient
) -> func.HttpResponse:
    payload = req.get_json() if req.get_body() else None
    instance_id = await starter.start_new(req.route_params["functionName"], client_input=payload)

    logging.info("Started orchestration with ID = '%s'.", instance_id)

    return starter.create_check_status_response(req, instance_id)
