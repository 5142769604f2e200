import azure.functions as func

from Alarm import main as alarm_main
from Audit import main as audit_main
from Export import main as export_main
from Import import main as import_function_main
from Invoice import main as invoice_main
from Ping import main as ping_main
from Quote import main as quote_main

app = func.FunctionApp()


@app.function_name(name="Alarm")
@app.queue_trigger(
    arg_name="msg",
    queue_name="alarms",
    connection="AzureWebJobsStorage",
)
def alarm(msg: func.QueueMessage) -> None:
    alarm_main(msg)


@app.function_name(name="Audit")
@app.queue_trigger(
    arg_name="msg",
    queue_name="audits",
    connection="AzureWebJobsStorage",
)
def audit(msg: func.QueueMessage) -> None:
    audit_main(msg)


@app.function_name(name="Export")
@app.queue_trigger(
    arg_name="msg",
    queue_name="exports",
    connection="AzureWebJobsStorage",
)
def export(msg: func.QueueMessage) -> None:
    export_main(msg)


@app.function_name(name="Import")
@app.queue_trigger(
    arg_name="msg",
    queue_name="imports",
    connection="AzureWebJobsStorage",
)
def import_function(msg: func.QueueMessage) -> None:
    import_function_main(msg)


@app.function_name(name="Invoice")
@app.queue_trigger(
    arg_name="msg",
    queue_name="invoices",
    connection="AzureWebJobsStorage",
)
def invoice(msg: func.QueueMessage) -> None:
    invoice_main(msg)


@app.function_name(name="Ping")
@app.queue_trigger(arg_name="msg", queue_name="pings", connection="AzureWebJobsStorage")
def ping(msg: func.QueueMessage) -> None:
    ping_main(msg)


@app.function_name(name="Quote")
@app.queue_trigger(
    arg_name="msg",
    queue_name="quotes",
    connection="AzureWebJobsStorage",
)
def quote(msg: func.QueueMessage) -> None:
    quote_main(msg)
