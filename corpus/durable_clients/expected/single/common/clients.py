"""What the starters of this app have in common."""
import json

import azure.durable_functions as df
import azure.functions as func


async def start_once(client: df.DurableOrchestrationClient, name: str, instance_id: str, payload=None) -> bool:
    """Start unless an instance of that id is still running."""
    status = await client.get_status(instance_id)
    running = (df.OrchestrationRuntimeStatus.Running, df.OrchestrationRuntimeStatus.Pending)
    if status and status.runtime_status in running:
        return False
    await client.start_new(name, instance_id, payload)
    return True


def client_of(starter: str) -> df.DurableOrchestrationClient:
    return df.DurableOrchestrationClient(starter)


def hub_of(starter: str) -> str:
    return json.loads(starter).get("taskHubName", "?")


def accepted(instance_id: str) -> func.HttpResponse:
    return func.HttpResponse(instance_id, status_code=202)
