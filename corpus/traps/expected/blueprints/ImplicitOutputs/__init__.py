import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ImplicitOutputs")
@bp.generic_input_binding(
    arg_name="secrets",
    type="webPubSubConnection",
    hub="orders",
    connection="WebPubSub",
)
@bp.generic_input_binding(
    arg_name="audience",
    type="signalRConnectionInfo",
    hubName="orders",
    connectionStringSetting="AzureSignalRConnectionString",
)
@bp.activity_trigger(input_name="order")
def implicit_outputs(order: dict, audience: str, secrets: str) -> str:
    """Three bindings with an implicit output: the last one decides how the answer is encoded."""
    return f"{order['id']}:{bool(audience)}:{bool(secrets)}"
