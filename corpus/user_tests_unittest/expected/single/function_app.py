import datetime
import json
import logging
import os
import urllib.request

import azure.functions as func

from InvoicePaid.numbering import next_number

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

invoice_paid_logger = logging.getLogger("invoices")


def now():
    return datetime.datetime.now(datetime.timezone.utc)


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
    invoice = json.loads(msg.get_body().decode("utf-8"))
    number = next_number()
    receipt.set(json.dumps({"number": number, "invoice": invoice["id"], "paid": now().isoformat()}))
    invoice_paid_logger.info("receipt %d for invoice %s", number, invoice["id"])


rates_logger = logging.getLogger("rates")


def load():
    with urllib.request.urlopen(os.environ["RATES_URL"], timeout=5) as answer:
        return json.load(answer)


@app.function_name(name="Rates")
@app.route(route="rates", methods=["GET"])
def rates(req: func.HttpRequest) -> func.HttpResponse:
    try:
        rates = load()
    except OSError as error:
        rates_logger.error("no rates: %s", error)
        return func.HttpResponse(status_code=503)
    return func.HttpResponse(json.dumps({code: rates[code] for code in sorted(rates)}), mimetype="application/json")
