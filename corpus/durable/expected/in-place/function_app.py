from typing import List

import azure.durable_functions as df
import azure.functions as func

from Approval import orchestrator_function
from Approve import main as approve_main
from BackupSite import main as backup_site_main
from CopyFile import main as copy_file_main
from Counter import entity_function
from CountRead import main as count_read_main
from CountStart import main as count_start_main
from HelloSequence import orchestrator_function as hello_sequence_orchestrator_function
from HttpStart import main as http_start_main
from ListFiles import main as list_files_main
from ProcessOrder import orchestrator_function as process_order_orchestrator_function
from SayHello import main as say_hello_main

app = func.FunctionApp()


@app.function_name(name="Approval")
@app.orchestration_trigger(context_name="context")
def approval(context: df.DurableOrchestrationContext):
    return orchestrator_function(context)


@app.function_name(name="Approve")
@app.route(route="approvals/{instance}", methods=["POST"])
@app.generic_input_binding(arg_name="starter", type="durableClient")
async def approve(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    return await approve_main(req, starter)


@app.function_name(name="BackupSite")
@app.generic_trigger(arg_name="context", type="orchestrationTrigger")
def backup_site(context):
    return backup_site_main(context)


@app.function_name(name="CopyFile")
@app.blob_output(
    arg_name="copy",
    path="backups/{data}",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
@app.activity_trigger(input_name="path")
def copy_file(path: str, copy: func.Out[bytes]) -> int:
    return copy_file_main(path, copy)


@app.function_name(name="CountRead")
@app.route(route="counters/{key}", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
@app.generic_input_binding(arg_name="client", type="durableClient")
async def count_read(req: func.HttpRequest, client: str) -> func.HttpResponse:
    return await count_read_main(req, client)


@app.function_name(name="CountStart")
@app.route(
    route="counters/{key}",
    methods=["POST"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
@app.generic_input_binding(arg_name="client", type="durableClient")
async def count_start(req: func.HttpRequest, client: str) -> func.HttpResponse:
    return await count_start_main(req, client)


@app.function_name(name="Counter")
@app.entity_trigger(context_name="context")
def counter(context: df.DurableEntityContext):
    return entity_function(context)


@app.function_name(name="HelloSequence")
@app.orchestration_trigger(context_name="context")
def hello_sequence(context: df.DurableOrchestrationContext):
    return hello_sequence_orchestrator_function(context)


@app.function_name(name="HttpStart")
@app.route(
    route="orchestrators/{functionName}",
    methods=["POST", "GET"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
@app.generic_input_binding(arg_name="starter", type="durableClient")
async def http_start(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    return await http_start_main(req, starter)


@app.function_name(name="ListFiles")
@app.activity_trigger(input_name="rootDirectory")
def list_files(rootDirectory: str) -> List[str]:
    return list_files_main(rootDirectory)


@app.function_name(name="ProcessOrder")
@app.orchestration_trigger(context_name="context")
def process_order(context: df.DurableOrchestrationContext):
    return process_order_orchestrator_function(context)


@app.function_name(name="SayHello")
@app.activity_trigger(input_name="name")
def say_hello(name: str) -> str:
    return say_hello_main(name)
