import azure.functions as func

bp = func.Blueprint()


@bp.route(route="negotiate", methods=["POST"])
@bp.generic_input_binding(
    arg_name="connectionInfo",
    type="signalRConnectionInfo",
    hubName="board",
    userId="{headers.x-ms-client-principal-id}",
    connectionStringSetting="AzureSignalRConnectionString",
)
def negotiate(req: func.HttpRequest, connectionInfo) -> func.HttpResponse:
    return func.HttpResponse(connectionInfo, mimetype="application/json")
