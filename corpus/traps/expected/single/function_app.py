import json
import logging
import uuid

import azure.functions as func

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
    """The level of this trigger must stay admin, whatever the app's own level is."""
    return json.dumps({"RowKey": str(uuid.uuid4()), "Body": req.get_body().decode("utf-8")})


@app.function_name(name="Disabled")
@app.queue_trigger(
    arg_name="msg",
    queue_name="audits",
    connection="AzureWebJobsStorage",
)
def disabled(msg: func.QueueMessage) -> None:
    # "disabled" in function.json has not been read since Functions 2: this still runs.
    logging.info("audit %s", msg.id)


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
    """Three bindings with an implicit output: the last one decides how the answer is encoded."""
    return f"{order['id']}:{bool(audience)}:{bool(secrets)}"


@app.function_name(name="NamedResponse")
@app.route(route="NamedResponse", methods=["GET", "POST"], binding_arg_name="res")
def named_response(req: func.HttpRequest, res: func.Out[func.HttpResponse]) -> None:
    res.set(func.HttpResponse(req.method.lower()))


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
    copy.set(photo.read())
    done.set(photo.name)


@app.function_name(name="NoOutput")
@app.generic_trigger(
    arg_name="req",
    type="httpTrigger",
    auth_level="anonymous",
    methods=["post"],
)
@app.queue_output(arg_name="hook", queue_name="hooks", connection="AzureWebJobsStorage")
def no_output(req: func.HttpRequest, hook: func.Out[bytes]) -> None:
    hook.set(req.get_body())


@app.function_name(name="NoRoute")
@app.route(route="NoRoute")
def no_route(req: func.HttpRequest) -> str:
    return f"{req.method} without a route"


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
    totals.set("late" if timer.past_due else "in time")


@app.function_name(name="ReturnIsQueue")
@app.route(route="tickets", methods=["POST"], binding_arg_name="answer")
@app.queue_output(
    arg_name="$return",
    queue_name="tickets",
    connection="AzureWebJobsStorage",
)
def return_is_queue(req: func.HttpRequest, answer: func.Out[func.HttpResponse]) -> str:
    ticket = {"subject": req.params.get("subject", "none"), "text": req.get_body().decode("utf-8")}
    answer.set(func.HttpResponse(status_code=202))
    return json.dumps(ticket)


@app.function_name(name="SettingInEnum")
@app.generic_trigger(
    arg_name="events",
    type="eventHubTrigger",
    eventHubName="%HUB%",
    connection="HubConnection",
    cardinality="%HUB_CARDINALITY%",
)
def setting_in_enum(events):
    # One event or many, as the setting says.
    if not isinstance(events, list):
        events = [events]
    logging.info("%d events", len(events))


@app.function_name(name="Sloppy")
@app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *", run_on_startup=False)
def sloppy(timer: func.TimerRequest) -> None:
    logging.info("see https://example.invalid/sloppy")


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
    text = msg.get_body().decode("utf-8")
    page.set(json.dumps({"subject": "stray", "content": [{"type": "text/plain", "value": text}]}))
