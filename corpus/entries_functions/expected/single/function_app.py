import asyncio
import datetime
import email.message
import json
import logging

import azure.functions as func

from lights import zones

app = func.FunctionApp()


async def _measure(seconds: float) -> float:
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.sleep(seconds)
    return loop.time() - start


@app.function_name(name="Async")
@app.route(route="Async", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def async_function(req: func.HttpRequest) -> func.HttpResponse:
    waits = await asyncio.gather(*(_measure(delay) for delay in (0.01, 0.02)))
    return func.HttpResponse(str(len(waits)))


@app.function_name(name="Import")
@app.blob_trigger(
    arg_name="blob",
    path="imports/{name}",
    connection="AzureWebJobsStorage",
)
def import_function(blob: func.InputStream) -> None:
    logging.info("import of %s", blob.name)


@app.function_name(name="Json")
@app.route(route="Json", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
def json_function(req: func.HttpRequest) -> func.HttpResponse:
    try:
        pretty = json.dumps(req.get_json(), indent=2, sort_keys=True)
    except ValueError:
        return func.HttpResponse("not JSON", status_code=400)
    return func.HttpResponse(pretty)


# Street lights, on in the evening and off at night.
_last = {}


def _command(state: str) -> str:
    _last["state"] = state
    return json.dumps({"zones": zones.ALL, "state": state})


@app.function_name(name="LightsOn")
@app.timer_trigger(arg_name="timer", schedule="0 0 18 * * *")
@app.queue_output(
    arg_name="command",
    queue_name="lights",
    connection="AzureWebJobsStorage",
)
def lights_on(timer: func.TimerRequest, command: func.Out[str]) -> None:
    logging.info("lights on, before: %s", _last.get("state"))
    command.set(_command("on"))


@app.function_name(name="LightsOff")
@app.timer_trigger(arg_name="timer", schedule="0 0 23 * * *")
@app.queue_output(
    arg_name="command",
    queue_name="lights",
    connection="AzureWebJobsStorage",
)
def lights_off(timer: func.TimerRequest, command: func.Out[str]) -> None:
    logging.info("lights off, before: %s", _last.get("state"))
    command.set(_command("off"))


def compose(data: dict) -> email.message.EmailMessage:
    message = email.message.EmailMessage()
    message["To"] = data["to"]
    message["Subject"] = data.get("subject", "(no subject)")
    message.set_content(data["text"])
    return message


@app.function_name(name="Mailer")
@app.queue_trigger(
    arg_name="mail",
    queue_name="mails",
    connection="AzureWebJobsStorage",
)
def mailer(mail: func.QueueMessage) -> None:
    message = compose(json.loads(mail.get_body()))
    logging.info("mail for %s, %d bytes", message["To"], len(bytes(message)))


def other_entry_main(argv=None) -> int:
    """Only for the command line; the host calls handle_message."""
    logging.info("%s", argv)
    return 0


@app.function_name(name="OtherEntry")
@app.queue_trigger(
    arg_name="msg",
    queue_name="messages",
    connection="AzureWebJobsStorage",
)
def other_entry(msg: func.QueueMessage) -> None:
    other_entry_main([msg.get_body().decode("utf-8")])


@app.function_name(name="Plain")
@app.route(route="Plain", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def plain(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("plain")


def recursive_main(msg: func.QueueMessage) -> None:
    """A message, or a list of messages, or a list of lists."""
    content = json.loads(msg.get_body())
    if isinstance(content, list):
        for part in content:
            recursive_main(func.QueueMessage(id=msg.id, body=json.dumps(part).encode()))
    else:
        logging.info("%s: %s", msg.id, content)


@app.function_name(name="Recursive")
@app.queue_trigger(
    arg_name="msg",
    queue_name="batches",
    connection="AzureWebJobsStorage",
)
def recursive(msg: func.QueueMessage) -> None:
    recursive_main(msg)


def both(req: func.HttpRequest) -> str:
    twice = [reused_main(req).get_body().decode("utf-8") for _ in range(2)]
    return " and ".join(twice)


def reused_main(req: func.HttpRequest) -> func.HttpResponse:
    if req.params.get("twice"):
        single = func.HttpRequest(method=req.method, url=req.url, body=b"")
        return func.HttpResponse(both(single))
    return func.HttpResponse("once")


@app.function_name(name="Reused")
@app.route(route="Reused", methods=["GET"])
def reused(req: func.HttpRequest) -> func.HttpResponse:
    return reused_main(req)


@app.function_name(name="Single")
@app.timer_trigger(arg_name="timer", schedule="0 0 * * * *")
def single(timer: func.TimerRequest) -> None:
    logging.info("one more hour")


@app.route(
    route="calendar/{year:int}",
    methods=["GET"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
def calendar(req: func.HttpRequest) -> func.HttpResponse:
    first = datetime.date(int(req.route_params["year"]), 1, 1)
    return func.HttpResponse(first.strftime("%A"))


@app.function_name(name="close-account")
@app.route(route="accounts/{id:int}", methods=["DELETE"])
def close_account(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"account {req.route_params['id']} is closed", status_code=202)
