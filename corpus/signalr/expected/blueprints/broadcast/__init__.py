import json
import time

import azure.functions as func

bp = func.Blueprint()

started = time.time()


@bp.timer_trigger(arg_name="timer", schedule="*/30 * * * * *")
@bp.generic_output_binding(
    arg_name="messages",
    type="signalR",
    hubName="board",
    connectionStringSetting="AzureSignalRConnectionString",
)
def broadcast(timer: func.TimerRequest, messages: func.Out[str]) -> None:
    messages.set(json.dumps({"target": "uptime", "arguments": [int(time.time() - started)]}))
