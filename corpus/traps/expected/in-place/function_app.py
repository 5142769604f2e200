import azure.functions as func

from AdminHook import main as admin_hook_main
from Disabled import main as disabled_main
from ImplicitOutputs import main as implicit_outputs_main
from NamedResponse import main as named_response_main
from NoConnection import main as no_connection_main
from NoOutput import main as no_output_main
from NoRoute import main as no_route_main
from OddCase import main as odd_case_main
from ReturnIsQueue import main as return_is_queue_main
from SettingInEnum import main as setting_in_enum_main
from Sloppy import main as sloppy_main
from StrayProperties import main as stray_properties_main

app = func.FunctionApp()


@app.function_name(name="AdminHook")
@app.generic_trigger(
    arg_name="req",
    type="httpTrigger",
    auth_level="Admin",
    methods=["POST"],
)
@app.table_output(
    arg_name="$return",
    connection="AzureWebJobsStorage",
    table_name="hooks",
    partition_key="admin",
)
def admin_hook(req: func.HttpRequest) -> str:
    return admin_hook_main(req)


@app.function_name(name="Disabled")
@app.queue_trigger(
    arg_name="msg",
    queue_name="audits",
    connection="AzureWebJobsStorage",
)
def disabled(msg: func.QueueMessage) -> None:
    disabled_main(msg)


@app.function_name(name="ImplicitOutputs")
@app.generic_input_binding(
    arg_name="secrets",
    type="webPubSubConnection",
    hub="orders",
    connection="WebPubSub",
)
@app.generic_input_binding(
    arg_name="audience",
    type="signalRConnectionInfo",
    hubName="orders",
    connectionStringSetting="AzureSignalRConnectionString",
)
@app.activity_trigger(input_name="order")
def implicit_outputs(order: dict, audience: str, secrets: str) -> str:
    return implicit_outputs_main(order, audience, secrets)


@app.function_name(name="NamedResponse")
@app.route(route="NamedResponse", methods=["GET", "POST"], binding_arg_name="res")
def named_response(req: func.HttpRequest, res: func.Out[func.HttpResponse]) -> None:
    named_response_main(req, res)


@app.function_name(name="NoConnection")
@app.blob_trigger(
    arg_name="photo",
    path="photos/{name}",
    connection="AzureWebJobsStorage",
)
@app.blob_output(arg_name="copy", path="copies/{name}", connection="")
@app.queue_output(
    arg_name="done",
    queue_name="copied",
    connection="AzureWebJobsStorage",
)
def no_connection(
    photo: func.InputStream, copy: func.Out[bytes], done: func.Out[str]
) -> None:
    no_connection_main(photo, copy, done)


@app.function_name(name="NoOutput")
@app.generic_trigger(
    arg_name="req",
    type="httpTrigger",
    auth_level="anonymous",
    methods=["post"],
)
@app.queue_output(arg_name="hook", queue_name="hooks", connection="AzureWebJobsStorage")
def no_output(req: func.HttpRequest, hook: func.Out[bytes]) -> None:
    no_output_main(req, hook)


@app.function_name(name="NoRoute")
@app.route(route="NoRoute")
def no_route(req: func.HttpRequest) -> str:
    return no_route_main(req)


@app.function_name(name="OddCase")
@app.timer_trigger(
    arg_name="timer",
    schedule="0 0 * * * *",
    run_on_startup=False,
    use_monitor=True,
)
@app.blob_output(
    arg_name="totals",
    path="totals/latest.txt",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.STRING,
)
def odd_case(timer: func.TimerRequest, totals: func.Out[str]) -> None:
    odd_case_main(timer, totals)


@app.function_name(name="ReturnIsQueue")
@app.route(route="tickets", methods=["POST"], binding_arg_name="answer")
@app.queue_output(
    arg_name="$return",
    queue_name="tickets",
    connection="AzureWebJobsStorage",
)
def return_is_queue(req: func.HttpRequest, answer: func.Out[func.HttpResponse]) -> str:
    return return_is_queue_main(req, answer)


@app.function_name(name="SettingInEnum")
@app.generic_trigger(
    arg_name="events",
    type="eventHubTrigger",
    eventHubName="%HUB%",
    connection="HubConnection",
    cardinality="%HUB_CARDINALITY%",
)
def setting_in_enum(events):
    setting_in_enum_main(events)


@app.function_name(name="Sloppy")
@app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *", run_on_startup=False)
def sloppy(timer: func.TimerRequest) -> None:
    sloppy_main(timer)


@app.function_name(name="StrayProperties")
@app.queue_trigger(
    arg_name="msg",
    queue_name="strays",
    connection="AzureWebJobsStorage",
    authLevel="function",
    comment="nobody reads this",
    batchSize=4,
)
@app.generic_output_binding(
    arg_name="page",
    type="sendGrid",
    apiKey="SendGridKey",
    **{"from": "ops@example.invalid"},
    to="%ONCALL%",
)
def stray_properties(msg: func.QueueMessage, page: func.Out[str]) -> None:
    stray_properties_main(msg, page)
