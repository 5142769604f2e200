import json
import logging
import os
from datetime import timedelta
from pathlib import Path
from typing import List

import azure.durable_functions as df
import azure.functions as func
from azure.durable_functions import (
    DurableOrchestrationClient,
    DurableOrchestrationContext,
    EntityId,
)

app = func.FunctionApp()

PATIENCE = timedelta(hours=24)


@app.function_name(name="Approval")
@app.orchestration_trigger(context_name="context")
def approval(context: DurableOrchestrationContext):
    due = context.current_utc_datetime + PATIENCE
    timeout = context.create_timer(due)
    approval = context.wait_for_external_event("Approved")

    winner = yield context.task_any([approval, timeout])
    if winner == timeout:
        return False
    timeout.cancel()
    return bool(approval.result)


@app.function_name(name="Approve")
@app.route(route="approvals/{instance}", methods=["POST"])
@app.durable_client_input(client_name="starter")
async def approve(
    req: func.HttpRequest, starter: df.DurableOrchestrationClient
) -> func.HttpResponse:
    instance = req.route_params["instance"]
    approved = req.params.get("answer", "yes") == "yes"
    await starter.raise_event(instance, "Approved", approved)
    return func.HttpResponse(status_code=202)


RETRY = df.RetryOptions(first_retry_interval_in_milliseconds=5000, max_number_of_attempts=3)


@app.function_name(name="BackupSite")
@app.orchestration_trigger(context_name="context")
def backup_site(context: df.DurableOrchestrationContext):
    """Fan out over the files, fan in over their sizes."""
    root = context.get_input() or "site"
    files = yield context.call_activity_with_retry("ListFiles", RETRY, root)

    tasks = [context.call_activity("CopyFile", file) for file in files]
    sizes = yield context.task_all(tasks)

    total = sum(sizes)
    context.signal_entity(df.EntityId("Counter", "bytes"), "add", total)
    return total


log = logging.getLogger("backup")


@app.function_name(name="CopyFile")
@app.blob_output(
    arg_name="copy",
    path="backups/{data}",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
@app.activity_trigger(input_name="path")
def copy_file(path: str, copy: func.Out[bytes]) -> int:
    data = Path(path).read_bytes()
    copy.set(data)
    log.info("%s: %d bytes", path, len(data))
    return len(data)


@app.function_name(name="CountRead")
@app.route(route="counters/{key}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@app.durable_client_input(client_name="client")
async def count_read(
    req: func.HttpRequest, client: DurableOrchestrationClient
) -> func.HttpResponse:
    # The same name for the string and for the object.
    state = await client.read_entity_state(EntityId("Counter", req.route_params["key"]))
    if not state.entity_exists:
        return func.HttpResponse(status_code=404)
    return func.HttpResponse(json.dumps(state.entity_state), mimetype="application/json")


@app.function_name(name="CountStart")
@app.route(
    route="counters/{key}",
    methods=["POST"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
@app.durable_client_input(client_name="client")
async def count_start(
    req: func.HttpRequest, client: df.DurableOrchestrationClient
) -> func.HttpResponse:
    entity = df.EntityId("Counter", req.route_params["key"])
    await client.signal_entity(entity, "add", int(req.params.get("by", "1")))
    return func.HttpResponse("counted", status_code=202)


@app.function_name(name="Counter")
@app.entity_trigger(context_name="context")
def counter(context: df.DurableEntityContext):
    current_value = context.get_state(lambda: 0)
    operation = context.operation_name
    if operation == "add":
        current_value += context.get_input()
        context.set_result(current_value)
    elif operation == "reset":
        current_value = 0
    elif operation == "get":
        context.set_result(current_value)
    context.set_state(current_value)


CITIES = ("Tokyo", "Seattle", "London")


@app.function_name(name="HelloSequence")
@app.orchestration_trigger(context_name="context")
def hello_sequence(context: df.DurableOrchestrationContext):
    greetings = []
    for city in CITIES:
        greeting = yield context.call_activity("SayHello", city)
        greetings.append(greeting)
    return greetings


@app.function_name(name="HttpStart")
@app.route(
    route="orchestrators/{functionName}",
    methods=["POST", "GET"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
@app.durable_client_input(client_name="starter")
async def http_start(
    req: func.HttpRequest, starter: df.DurableOrchestrationClient
) -> func.HttpResponse:
    payload = req.get_json() if req.get_body() else None
    instance_id = await starter.start_new(req.route_params["functionName"], client_input=payload)

    logging.info("Started orchestration with ID = '%s'.", instance_id)

    return starter.create_check_status_response(req, instance_id)


@app.function_name(name="ListFiles")
@app.activity_trigger(input_name="rootDirectory")
def list_files(rootDirectory: str) -> List[str]:
    found = []
    for path, _, files in os.walk(rootDirectory):
        found.extend(os.path.join(path, file) for file in sorted(files))
    return found


@app.function_name(name="ProcessOrder")
@app.orchestration_trigger(context_name="context")
def process_order(context: df.DurableOrchestrationContext):
    order = context.get_input()
    approved = True
    if order["total"] > 1000:
        approved = yield context.call_sub_orchestrator("Approval", order["id"])
    if not approved:
        return {"order": order["id"], "state": "refused"}

    greeting = yield context.call_activity("SayHello", order["customer"])
    return {"order": order["id"], "state": "done", "greeting": greeting}


# This function is not intended to be invoked directly.
@app.function_name(name="SayHello")
@app.activity_trigger(input_name="name")
def say_hello(name: str) -> str:
    return f"Hello {name}!"
