import azure.durable_functions as df
import azure.functions as func

from Branch import main as branch_main
from common.flows import export as nightly_export_export
from Export import main as export_main
from ExportPage import main as export_page_main
from HelperClient import main as helper_client_main
from Monitor import main as monitor_main
from OldStarter import main as old_starter_main
from QueueStarter import main as queue_starter_main
from StartOnce import main as start_once_main
from Stored import main as stored_main
from SyncStatus import main as sync_status_main

app = func.FunctionApp()


@app.function_name(name="Branch")
@app.queue_trigger(
    arg_name="msg",
    queue_name="control",
    connection="AzureWebJobsStorage",
)
@app.generic_input_binding(arg_name="starter", type="durableClient")
@app.queue_output(
    arg_name="answer",
    queue_name="answers",
    connection="AzureWebJobsStorage",
)
async def branch(msg: func.QueueMessage, starter: str, answer: func.Out[str]) -> None:
    await branch_main(msg, starter, answer)


@app.function_name(name="Export")
@app.generic_trigger(arg_name="context", type="orchestrationTrigger")
def export(context):
    return export_main(context)


@app.function_name(name="ExportPage")
@app.activity_trigger(input_name="page")
def export_page(page: int) -> int:
    return export_page_main(page)


@app.function_name(name="HelperClient")
@app.timer_trigger(arg_name="timer", schedule="%EXPORT_SCHEDULE%")
@app.generic_input_binding(
    arg_name="starter",
    type="durableClient",
    taskHub="%HUB_NAME%",
    connectionName="HubStorage",
)
async def helper_client(timer: func.TimerRequest, starter: str) -> None:
    await helper_client_main(timer, starter)


@app.function_name(name="Monitor")
@app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *")
@app.generic_input_binding(
    arg_name="starter",
    type="durableClient",
    externalClient=True,
    connectionName="OtherApp",
)
async def monitor(timer: func.TimerRequest, starter: str) -> None:
    await monitor_main(timer, starter)


@app.function_name(name="NightlyExport")
@app.orchestration_trigger(context_name="context", orchestration="%EXPORT_NAME%")
def nightly_export(context: df.DurableOrchestrationContext):
    return nightly_export_export(context)


@app.function_name(name="OldStarter")
@app.route(route="exports", methods=["POST"])
@app.generic_input_binding(
    arg_name="starter",
    type="orchestrationClient",
    taskHub="%HUB_NAME%",
)
async def old_starter(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    return await old_starter_main(req, starter)


@app.function_name(name="QueueStarter")
@app.queue_trigger(
    arg_name="msg",
    queue_name="exports",
    connection="AzureWebJobsStorage",
)
@app.generic_input_binding(arg_name="starter", type="orchestrationClient")
async def queue_starter(msg: func.QueueMessage, starter: str):
    return await queue_starter_main(msg, starter)


@app.function_name(name="StartOnce")
@app.route(route="exports/{id}", methods=["POST"])
@app.generic_input_binding(arg_name="starter", type="durableClient")
async def start_once(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    return await start_once_main(req, starter)


@app.function_name(name="Stored")
@app.route(route="exports/{id}", methods=["DELETE"])
@app.generic_input_binding(arg_name="starter", type="durableClient")
async def stored(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    return await stored_main(req, starter)


@app.function_name(name="SyncStatus")
@app.route(route="exports/{id}", methods=["GET"])
@app.generic_input_binding(arg_name="starter", type="durableClient")
def sync_status(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    return sync_status_main(req, starter)
