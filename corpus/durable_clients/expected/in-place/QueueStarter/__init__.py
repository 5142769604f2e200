import azure.durable_functions as df
import azure.functions as func


async def main(msg: func.QueueMessage, starter: str):
    client = df.DurableOrchestrationClient(starter)
    # Only an orchestrationClient lets a function return something that goes nowhere.
    return await client.start_new("Export", client_input=int(msg.get_body()))
