import json
import logging
from dataclasses import dataclass

import azure.functions as func

from Audit import main as audit_main
from Quote import main as quote_main
from shared.quiet import quiet

app = func.FunctionApp()

alarm_log = logging.getLogger(__name__)


@app.function_name(name="Alarm")
@app.queue_trigger(
    arg_name="msg",
    queue_name="alarms",
    connection="AzureWebJobsStorage",
)
def alarm(msg: func.QueueMessage) -> None:
    alarm_log.info("alarm: %s", msg.get_body().decode())


@app.function_name(name="Audit")
@app.queue_trigger(
    arg_name="msg",
    queue_name="audits",
    connection="AzureWebJobsStorage",
)
def audit(msg: func.QueueMessage) -> None:
    audit_main(msg)


def export_load(name):
    return [name, name.upper()]


@app.function_name(name="Export")
@app.queue_trigger(
    arg_name="msg",
    queue_name="exports",
    connection="AzureWebJobsStorage",
)
def export(msg: func.QueueMessage) -> None:
    logging.info("%s", ", ".join(export_load(msg.get_body().decode())))


def load(text):
    return json.loads(text)


def count(rows):
    return len(rows)


STEPS = [load, count]


@app.function_name(name="Import")
@app.queue_trigger(
    arg_name="msg",
    queue_name="imports",
    connection="AzureWebJobsStorage",
)
def import_function(msg: func.QueueMessage) -> None:
    value = msg.get_body().decode()
    for step in STEPS:
        value = step(value)
        logging.info("%s: %s", step.__name__, value)


@dataclass
class Line:
    article: str
    cents: int


@app.function_name(name="Invoice")
@app.queue_trigger(
    arg_name="msg",
    queue_name="invoices",
    connection="AzureWebJobsStorage",
)
def invoice(msg: func.QueueMessage) -> None:
    for article in msg.get_body().decode().split():
        logging.info("invoiced: %s", Line(article, 100))


ping_log = quiet(logging.getLogger("Ping"))


@app.function_name(name="Ping")
@app.queue_trigger(arg_name="msg", queue_name="pings", connection="AzureWebJobsStorage")
def ping(msg: func.QueueMessage) -> None:
    ping_log.info("a ping, which nobody needs to read")


@app.function_name(name="Quote")
@app.queue_trigger(
    arg_name="msg",
    queue_name="quotes",
    connection="AzureWebJobsStorage",
)
def quote(msg: func.QueueMessage) -> None:
    quote_main(msg)
