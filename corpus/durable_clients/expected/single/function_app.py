import json
import logging
from typing import Optional

import azure.durable_functions as df
import azure.functions as func

from common.clients import accepted, client_of, hub_of, start_once
from common.flows import export
from common.flows import export as nightly_export_export

app = func.FunctionApp()


@app.function_name(name="Branch")
@app.queue_trigger(
    arg_name="msg",
    queue_name="control",
    connection="AzureWebJobsStorage",
)
@app.queue_output(
    arg_name="answer",
    queue_name="answers",
    connection="AzureWebJobsStorage",
)
@app.durable_client_input(client_name="starter")
async def branch(
    msg: func.QueueMessage,
    starter: df.DurableOrchestrationClient,
    answer: func.Out[str],
) -> None:
    command = json.loads(msg.get_body())
    client: Optional[df.DurableOrchestrationClient] = None
    if command["do"] in ("start", "stop"):
        client = starter

    if client is None:
        answer.set("nothing to do")
    elif command["do"] == "start":
        answer.set(await client.start_new("Export"))
    else:
        await client.terminate(command["id"], "asked to")
        answer.set("stopped")


main = df.Orchestrator.create(export)


@app.function_name(name="Export")
@app.generic_trigger(arg_name="context", type="orchestrationTrigger")
def export_function(context):
    return main(context)


@app.function_name(name="ExportPage")
@app.activity_trigger(input_name="page")
def export_page(page: int) -> int:
    logging.info("page %d", page)
    return 1


@app.function_name(name="HelperClient")
@app.timer_trigger(arg_name="timer", schedule="%EXPORT_SCHEDULE%")
@app.generic_input_binding(
    arg_name="starter",
    type="durableClient",
    taskHub="%HUB_NAME%",
    connectionName="HubStorage",
)
async def helper_client(timer: func.TimerRequest, starter: str) -> None:
    client = client_of(starter)
    instance_id = await client.start_new("NightlyExport")
    logging.info("started %s on %s", instance_id, hub_of(starter))


# An orchestrator of another app, which shares its task hub with us.
TARGET = "WatchMachine"


@app.function_name(name="Monitor")
@app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *")
@app.generic_input_binding(
    arg_name="starter",
    type="durableClient",
    externalClient=True,
    connectionName="OtherApp",
)
async def monitor(timer: func.TimerRequest, starter: str) -> None:
    client = df.DurableOrchestrationClient(starter)
    await client.start_new(TARGET, "watch-1")
    await client.start_new("CleanMachine", "clean-1")


@app.function_name(name="NightlyExport")
@app.orchestration_trigger(context_name="context", orchestration="%EXPORT_NAME%")
def nightly_export(context: df.DurableOrchestrationContext):
    return nightly_export_export(context)


@app.function_name(name="OldStarter")
@app.route(route="exports", methods=["POST"])
@app.durable_client_input(client_name="starter", task_hub="%HUB_NAME%")
async def old_starter(
    req: func.HttpRequest, starter: df.DurableOrchestrationClient
) -> func.HttpResponse:
    instance_id = await starter.start_new("Export", client_input=int(req.params.get("pages", "1")))
    return starter.create_check_status_response(req, instance_id)


@app.function_name(name="QueueStarter")
@app.queue_trigger(
    arg_name="msg",
    queue_name="exports",
    connection="AzureWebJobsStorage",
)
@app.generic_input_binding(arg_name="starter", type="orchestrationClient")
async def queue_starter(msg: func.QueueMessage, starter: str):
    client = df.DurableOrchestrationClient(starter)
    # Only an orchestrationClient lets a function return something that goes nowhere.
    return await client.start_new("Export", client_input=int(msg.get_body()))


@app.function_name(name="StartOnce")
@app.route(route="exports/{id}", methods=["POST"])
@app.durable_client_input(client_name="starter")
async def start_once_function(
    req: func.HttpRequest, starter: df.DurableOrchestrationClient
) -> func.HttpResponse:
    instance_id = req.route_params["id"]
    if not await start_once(starter, "NightlyExport", instance_id, 3):
        return func.HttpResponse("still running", status_code=409)
    return accepted(instance_id)


class Exports:
    def __init__(self, starter: str) -> None:
        self.client = df.DurableOrchestrationClient(starter)

    async def cancel(self, instance_id: str) -> None:
        await self.client.terminate(instance_id, "cancelled")


@app.function_name(name="Stored")
@app.route(route="exports/{id}", methods=["DELETE"])
@app.generic_input_binding(arg_name="starter", type="durableClient")
async def stored(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    """Keeps the client in an object, so that nobody can follow it by the data flow in main."""
    await Exports(starter).cancel(req.route_params["id"])
    return func.HttpResponse(status_code=204)


@app.function_name(name="SyncStatus")
@app.route(route="exports/{id}", methods=["GET"])
@app.generic_input_binding(arg_name="starter", type="durableClient")
def sync_status(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    client = df.DurableOrchestrationClient(starter)
    links = client.create_http_management_payload(req.route_params["id"])
    return func.HttpResponse(json.dumps({"status": links["statusQueryGetUri"]}), mimetype="application/json")
