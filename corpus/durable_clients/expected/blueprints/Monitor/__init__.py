import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()

# An orchestrator of another app, which shares its task hub with us.
TARGET = "WatchMachine"


@bp.function_name(name="Monitor")
@bp.timer_trigger(arg_name="timer", schedule="0 */5 * * * *")
@bp.generic_input_binding(
    arg_name="starter",
    type="durableClient",
    externalClient=True,
    connectionName="OtherApp",
)
async def monitor(timer: func.TimerRequest, starter: str) -> None:
    client = df.DurableOrchestrationClient(starter)
    await client.start_new(TARGET, "watch-1")
    await client.start_new("CleanMachine", "clean-1")
