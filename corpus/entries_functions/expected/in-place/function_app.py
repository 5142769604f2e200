import importlib
import importlib.util
import sys
from pathlib import Path

import azure.functions as func

from Async import main as async_function_main
from Import import main as import_function_main
from Json import main as json_main
from lights.switch import off as lights_off_off
from lights.switch import on as lights_on_on
from OtherEntry import handle_message as other_entry_handle_message
from Plain import main as plain_main
from Recursive import main as recursive_main
from Reused import main as reused_main
from Single.hourly import main as single_main

app = func.FunctionApp()


@app.function_name(name="Async")
@app.route(route="Async", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def async_function(req: func.HttpRequest) -> func.HttpResponse:
    return await async_function_main(req)


@app.function_name(name="Import")
@app.blob_trigger(
    arg_name="blob",
    path="imports/{name}",
    connection="AzureWebJobsStorage",
)
def import_function(blob: func.InputStream) -> None:
    import_function_main(blob)


@app.function_name(name="Json")
@app.route(route="Json", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
def json(req: func.HttpRequest) -> func.HttpResponse:
    return json_main(req)


@app.function_name(name="LightsOff")
@app.timer_trigger(arg_name="timer", schedule="0 0 23 * * *")
@app.queue_output(
    arg_name="command",
    queue_name="lights",
    connection="AzureWebJobsStorage",
)
def lights_off(timer: func.TimerRequest, command: func.Out[str]) -> None:
    lights_off_off(timer, command)


@app.function_name(name="LightsOn")
@app.timer_trigger(arg_name="timer", schedule="0 0 18 * * *")
@app.queue_output(
    arg_name="command",
    queue_name="lights",
    connection="AzureWebJobsStorage",
)
def lights_on(timer: func.TimerRequest, command: func.Out[str]) -> None:
    lights_on_on(timer, command)


mailer_main = importlib.import_module("Mailer.send-mail").main


@app.function_name(name="Mailer")
@app.queue_trigger(
    arg_name="mail",
    queue_name="mails",
    connection="AzureWebJobsStorage",
)
def mailer(mail: func.QueueMessage) -> None:
    mailer_main(mail)


@app.function_name(name="OtherEntry")
@app.queue_trigger(
    arg_name="msg",
    queue_name="messages",
    connection="AzureWebJobsStorage",
)
def other_entry(msg: func.QueueMessage) -> None:
    other_entry_handle_message(msg)


@app.function_name(name="Plain")
@app.route(route="Plain", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def plain(req: func.HttpRequest) -> func.HttpResponse:
    return plain_main(req)


@app.function_name(name="Recursive")
@app.queue_trigger(
    arg_name="msg",
    queue_name="batches",
    connection="AzureWebJobsStorage",
)
def recursive(msg: func.QueueMessage) -> None:
    recursive_main(msg)


@app.function_name(name="Reused")
@app.route(route="Reused", methods=["GET"])
def reused(req: func.HttpRequest) -> func.HttpResponse:
    return reused_main(req)


@app.function_name(name="Single")
@app.timer_trigger(arg_name="timer", schedule="0 0 * * * *")
def single(timer: func.TimerRequest) -> None:
    single_main(timer)


calendar_main_spec = importlib.util.spec_from_file_location("calendar_main_module", Path(__file__).parent / "calendar" / "__init__.py")
calendar_main_module = importlib.util.module_from_spec(calendar_main_spec)
sys.modules["calendar_main_module"] = calendar_main_module
calendar_main_spec.loader.exec_module(calendar_main_module)
calendar_main = calendar_main_module.main


@app.route(
    route="calendar/{year:int}",
    methods=["GET"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
def calendar(req: func.HttpRequest) -> func.HttpResponse:
    return calendar_main(req)


close_account_main = importlib.import_module("close-account").main


@app.function_name(name="close-account")
@app.route(route="accounts/{id:int}", methods=["DELETE"])
def close_account(req: func.HttpRequest) -> func.HttpResponse:
    return close_account_main(req)
