import azure.durable_functions as df
import azure.functions as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    instance = req.route_params["instance"]
    approved = req.params.get("answer", "yes") == "yes"
    await df.DurableOrchestrationClient(starter).raise_event(instance, "Approved", approved)
    return func.HttpResponse(status_code=202)
