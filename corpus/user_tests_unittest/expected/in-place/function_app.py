import azure.functions as func

from InvoicePaid import main as invoice_paid_main
from Rates import main as rates_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="InvoicePaid")
@app.queue_trigger(
    arg_name="msg",
    queue_name="invoices",
    connection="AzureWebJobsStorage",
)
@app.queue_output(
    arg_name="receipt",
    queue_name="receipts",
    connection="AzureWebJobsStorage",
)
def invoice_paid(msg: func.QueueMessage, receipt: func.Out[str]) -> None:
    invoice_paid_main(msg, receipt)


@app.function_name(name="Rates")
@app.route(route="rates", methods=["GET"])
def rates(req: func.HttpRequest) -> func.HttpResponse:
    return rates_main(req)
