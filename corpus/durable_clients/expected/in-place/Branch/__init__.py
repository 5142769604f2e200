import json
from typing import Optional

import azure.durable_functions as df
import azure.functions as func


async def main(msg: func.QueueMessage, starter: str, answer: func.Out[str]) -> None:
    command = json.loads(msg.get_body())
    client: Optional[df.DurableOrchestrationClient] = None
    if command["do"] in ("start", "stop"):
        client = df.DurableOrchestrationClient(starter)

    if client is None:
        answer.set("nothing to do")
    elif command["do"] == "start":
        answer.set(await client.start_new("Export"))
    else:
        await client.terminate(command["id"], "asked to")
        answer.set("stopped")
