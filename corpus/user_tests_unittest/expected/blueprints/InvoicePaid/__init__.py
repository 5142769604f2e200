import datetime
import json
import logging

import azure.functions as func

from .numbering import next_number

bp = func.Blueprint()

logger = logging.getLogger("invoices")


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def main(msg: func.QueueMessage, receipt: func.Out[str]) -> None:
    invoice = json.loads(msg.get_body().decode("utf-8"))
    number = next_number()
    receipt.set(json.dumps({"number": number, "invoice": invoice["id"], "paid": now().isoformat()}))
    logger.info("receipt %d for invoice %s", number, invoice["id"])


@bp.function_name(name="InvoicePaid")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="invoices",
    connection="AzureWebJobsStorage",
)
@bp.queue_output(
    arg_name="receipt",
    queue_name="receipts",
    connection="AzureWebJobsStorage",
)
def invoice_paid(msg: func.QueueMessage, receipt: func.Out[str]) -> None:
    main(msg, receipt)
