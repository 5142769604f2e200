import azure.functions as func

from broadcast import main as broadcast_main
from joinGroup import main as join_group_main
from negotiate import main as negotiate_main
from onMessage import main as on_message_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.timer_trigger(arg_name="timer", schedule="*/30 * * * * *")
@app.generic_output_binding(
    arg_name="messages",
    type="signalR",
    hubName="board",
    connectionStringSetting="AzureSignalRConnectionString",
)
def broadcast(timer: func.TimerRequest, messages: func.Out[str]) -> None:
    broadcast_main(timer, messages)


@app.function_name(name="joinGroup")
@app.route(route="groups/{group}/users/{user}", methods=["POST"])
@app.generic_output_binding(
    arg_name="action",
    type="signalR",
    hubName="board",
    connectionStringSetting="AzureSignalRConnectionString",
)
def join_group(req: func.HttpRequest, action: func.Out[str]) -> func.HttpResponse:
    return join_group_main(req, action)


@app.route(route="negotiate", methods=["POST"])
@app.generic_input_binding(
    arg_name="connectionInfo",
    type="signalRConnectionInfo",
    hubName="board",
    userId="{headers.x-ms-client-principal-id}",
    connectionStringSetting="AzureSignalRConnectionString",
)
def negotiate(req: func.HttpRequest, connectionInfo) -> func.HttpResponse:
    return negotiate_main(req, connectionInfo)


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
    on_message_main(invocation)
