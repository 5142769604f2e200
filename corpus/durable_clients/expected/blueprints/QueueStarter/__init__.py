import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="QueueStarter")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="exports",
    connection="AzureWebJobsStorage",
)
@bp.generic_input_binding(arg_name="starter", type="orchestrationClient")
async def queue_starter(msg: func.QueueMessage, starter: str):
    client = df.DurableOrchestrationClient(starter)
    # Only an orchestrationClient lets a function return something that goes nowhere.
    return await client.start_new("Export", client_input=int(msg.get_body()))
