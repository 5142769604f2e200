import azure.functions as func

from Alarm import main as alarm
from Audit import main as audit
from Export import main as export
from Import import main as import_function
from Invoice import main as invoice
from Ping import main as ping
from Quote import main as quote

app = func.FunctionApp()

app.function_name(name="Alarm")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="alarms",
        connection="AzureWebJobsStorage",
    )(alarm)
)


app.function_name(name="Audit")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="audits",
        connection="AzureWebJobsStorage",
    )(audit)
)


app.function_name(name="Export")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="exports",
        connection="AzureWebJobsStorage",
    )(export)
)


app.function_name(name="Import")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="imports",
        connection="AzureWebJobsStorage",
    )(import_function)
)


app.function_name(name="Invoice")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="invoices",
        connection="AzureWebJobsStorage",
    )(invoice)
)


app.function_name(name="Ping")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="pings",
        connection="AzureWebJobsStorage",
    )(ping)
)


app.function_name(name="Quote")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="quotes",
        connection="AzureWebJobsStorage",
    )(quote)
)
