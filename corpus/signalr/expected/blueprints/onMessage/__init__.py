import json
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="onMessage")
@bp.generic_trigger(
    arg_name="invocation",
    type="signalRTrigger",
    hubName="board",
    category="messages",
    event="sendMessage",
    parameterNames=["text"],
    connectionStringSetting="AzureSignalRConnectionString",
)
def on_message(invocation) -> None:
    call = json.loads(invocation)
    logging.info("%s says %s", call.get("UserId"), call["Arguments"])
