import azure.durable_functions as df
import azure.functions as func

# An orchestrator of another app, which shares its task hub with us.
TARGET = "WatchMachine"


async def main(timer: func.TimerRequest, starter: str) -> None:
    client = df.DurableOrchestrationClient(starter)
    await client.start_new(TARGET, "watch-1")
    await client.start_new("CleanMachine", "clean-1")
