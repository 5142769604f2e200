import importlib
import logging

import azure.functions as func

from Exec import main as exec_function_main
from Globals import main as globals_function_main
from ModuleGetattr import main as module_getattr_main
from OwnModule import main as own_module_main
from Pickles import main as pickles_main

app = func.FunctionApp()


@app.function_name(name="Exec")
@app.timer_trigger(arg_name="timer", schedule="0 0 0 1 * *")
def exec_function(timer: func.TimerRequest) -> None:
    exec_function_main(timer)


@app.function_name(name="Globals")
@app.route(route="convert/{unit}", methods=["GET"])
def globals_function(req: func.HttpRequest) -> func.HttpResponse:
    return globals_function_main(req)


@app.function_name(name="ModuleGetattr")
@app.timer_trigger(arg_name="timer", schedule="0 30 0 1 * *")
def module_getattr(timer: func.TimerRequest) -> None:
    module_getattr_main(timer)


@app.function_name(name="OwnModule")
@app.queue_trigger(
    arg_name="msg",
    queue_name="commands",
    connection="AzureWebJobsStorage",
)
def own_module(msg: func.QueueMessage) -> None:
    own_module_main(msg)


@app.function_name(name="Pickles")
@app.queue_trigger(
    arg_name="msg",
    queue_name="drafts",
    connection="AzureWebJobsStorage",
)
@app.blob_output(
    arg_name="draft",
    path="drafts/{id}.pickle",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
def pickles(msg: func.QueueMessage, draft: func.Out[bytes]) -> None:
    pickles_main(msg, draft)


@app.function_name(name="Plugins")
@app.route(route="plugins/{name}", methods=["GET"])
def plugins(req: func.HttpRequest) -> func.HttpResponse:
    name = req.route_params["name"]
    try:
        plugin = importlib.import_module(f"Plugins.{name}_plugin")
    except ModuleNotFoundError:
        return func.HttpResponse(status_code=404)
    return func.HttpResponse(plugin.run())


@app.function_name(name="Static")
@app.timer_trigger(arg_name="timer", schedule="0 45 0 1 * *")
def static(timer: func.TimerRequest) -> None:
    logging.info("nothing dynamic here, %s", getattr(timer, "past_due", False))
