import json
import logging
import time

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

started = time.time()


@app.timer_trigger(arg_name="timer", schedule="*/30 * * * * *")
@app.generic_output_binding(
    arg_name="messages",
    type="signalR",
    hubName="board",
    connectionStringSetting="AzureSignalRConnectionString",
)
def broadcast(timer: func.TimerRequest, messages: func.Out[str]) -> None:
    messages.set(json.dumps({"target": "uptime", "arguments": [int(time.time() - started)]}))


@app.function_name(name="joinGroup")
@app.route(route="groups/{group}/users/{user}", methods=["POST"])
@app.generic_output_binding(
    arg_name="action",
    type="signalR",
    hubName="board",
    connectionStringSetting="AzureSignalRConnectionString",
)
def join_group(req: func.HttpRequest, action: func.Out[str]) -> func.HttpResponse:
    action.set(
        json.dumps(
            {
                "userId": req.route_params["user"],
                "groupName": req.route_params["group"],
                "action": "add",
            }
        )
    )
    return func.HttpResponse(status_code=202)


@app.route(route="negotiate", methods=["POST"])
@app.generic_input_binding(
    arg_name="connectionInfo",
    type="signalRConnectionInfo",
    hubName="board",
    userId="{headers.x-ms-client-principal-id}",
    connectionStringSetting="AzureSignalRConnectionString",
)
def negotiate(req: func.HttpRequest, connectionInfo) -> func.HttpResponse:
    return func.HttpResponse(connectionInfo, mimetype="application/json")


@app.function_name(name="onMessage")
@app.generic_trigger(
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
