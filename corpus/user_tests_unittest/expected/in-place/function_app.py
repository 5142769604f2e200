import azure.functions as func

from InvoicePaid import main as invoice_paid
from Rates import main as rates

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name="InvoicePaid")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="invoices",
        connection="AzureWebJobsStorage",
    )(
        app.queue_output(
            arg_name="receipt",
            queue_name="receipts",
            connection="AzureWebJobsStorage",
        )(invoice_paid)
    )
)


app.function_name(name="Rates")(app.route(route="rates", methods=["GET"])(rates))
