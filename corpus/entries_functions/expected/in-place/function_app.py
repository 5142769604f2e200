import importlib
import importlib.util
import sys
from pathlib import Path

import azure.functions as func

from Async import main as async_function
from Import import main as import_function
from Json import main as json
from lights.switch import off as lights_off
from lights.switch import on as lights_on
from OtherEntry import handle_message as other_entry
from Plain import main as plain
from Recursive import main as recursive
from Reused import main as reused
from Single.hourly import main as single

app = func.FunctionApp()

app.function_name(name="Async")(
    app.route(route="Async", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)(
        async_function
    )
)


app.function_name(name="Import")(
    app.blob_trigger(
        arg_name="blob",
        path="imports/{name}",
        connection="AzureWebJobsStorage",
    )(import_function)
)


app.function_name(name="Json")(
    app.route(route="Json", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)(json)
)


app.function_name(name="LightsOff")(
    app.timer_trigger(arg_name="timer", schedule="0 0 23 * * *")(
        app.queue_output(
            arg_name="command",
            queue_name="lights",
            connection="AzureWebJobsStorage",
        )(lights_off)
    )
)


app.function_name(name="LightsOn")(
    app.timer_trigger(arg_name="timer", schedule="0 0 18 * * *")(
        app.queue_output(
            arg_name="command",
            queue_name="lights",
            connection="AzureWebJobsStorage",
        )(lights_on)
    )
)


mailer = importlib.import_module("Mailer.send-mail").main
app.function_name(name="Mailer")(
    app.queue_trigger(
        arg_name="mail",
        queue_name="mails",
        connection="AzureWebJobsStorage",
    )(mailer)
)


app.function_name(name="OtherEntry")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="messages",
        connection="AzureWebJobsStorage",
    )(other_entry)
)


app.function_name(name="Plain")(
    app.route(route="Plain", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)(
        plain
    )
)


app.function_name(name="Recursive")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="batches",
        connection="AzureWebJobsStorage",
    )(recursive)
)


app.function_name(name="Reused")(app.route(route="Reused", methods=["GET"])(reused))


app.function_name(name="Single")(
    app.timer_trigger(arg_name="timer", schedule="0 0 * * * *")(single)
)


calendar_spec = importlib.util.spec_from_file_location("calendar_module", Path(__file__).parent / "calendar" / "__init__.py")
calendar_module = importlib.util.module_from_spec(calendar_spec)
sys.modules["calendar_module"] = calendar_module
calendar_spec.loader.exec_module(calendar_module)
calendar = calendar_module.main
app.function_name(name="calendar")(
    app.route(
        route="calendar/{year:int}",
        methods=["GET"],
        auth_level=func.AuthLevel.ANONYMOUS,
    )(calendar)
)


close_account = importlib.import_module("close-account").main
app.function_name(name="close-account")(
    app.route(route="accounts/{id:int}", methods=["DELETE"])(close_account)
)
