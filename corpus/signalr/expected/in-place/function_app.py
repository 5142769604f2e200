import azure.functions as func

from broadcast import main as broadcast
from joinGroup import main as join_group
from negotiate import main as negotiate
from onMessage import main as on_message

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name="broadcast")(
    app.timer_trigger(arg_name="timer", schedule="*/30 * * * * *")(
        app.generic_output_binding(
            arg_name="messages",
            type="signalR",
            hubName="board",
            connectionStringSetting="AzureSignalRConnectionString",
        )(broadcast)
    )
)


app.function_name(name="joinGroup")(
    app.route(route="groups/{group}/users/{user}", methods=["POST"])(
        app.generic_output_binding(
            arg_name="action",
            type="signalR",
            hubName="board",
            connectionStringSetting="AzureSignalRConnectionString",
        )(join_group)
    )
)


app.function_name(name="negotiate")(
    app.route(route="negotiate", methods=["POST"])(
        app.generic_input_binding(
            arg_name="connectionInfo",
            type="signalRConnectionInfo",
            hubName="board",
            userId="{headers.x-ms-client-principal-id}",
            connectionStringSetting="AzureSignalRConnectionString",
        )(negotiate)
    )
)


app.function_name(name="onMessage")(
    app.generic_trigger(
        arg_name="invocation",
        type="signalRTrigger",
        hubName="board",
        category="messages",
        event="sendMessage",
        parameterNames=["text"],
        connectionStringSetting="AzureSignalRConnectionString",
    )(on_message)
)
