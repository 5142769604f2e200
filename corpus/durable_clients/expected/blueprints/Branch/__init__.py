import json
from typing import Optional

import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Branch")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="control",
    connection="AzureWebJobsStorage",
)
@bp.queue_output(
    arg_name="answer",
    queue_name="answers",
    connection="AzureWebJobsStorage",
)
@bp.durable_client_input(client_name="starter")
async def main(
    msg: func.QueueMessage,
    starter: df.DurableOrchestrationClient,
    answer: func.Out[str],
) -> None:
    command = json.loads(msg.get_body())
    client: Optional[df.DurableOrchestrationClient] = None
    if command["do"] in ("start", "stop"):
        client = starter

    if client is None:
        answer.set("nothing to do")
    elif command["do"] == "start":
        answer.set(await client.start_new("Export"))
    else:
        await client.terminate(command["id"], "asked to")
        answer.set("stopped")
