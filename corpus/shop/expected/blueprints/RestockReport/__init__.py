"""Which articles run out, every working day at six."""
import csv
import io
import logging
import os

import azure.functions as func
import requests
import shared.money

bp = func.Blueprint()

log = logging.getLogger("stock")
CURRENCY = "EUR"
MIN_STOCK = int(os.environ.get("MIN_STOCK", "3"))

_client = requests.Session()


def _articles():
    answer = _client.get(os.environ["STOCK_URL"] + "/articles", timeout=30)
    answer.raise_for_status()
    return answer.json()


def to_csv(articles) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["sku", "stock", "price"])
    for article in articles:
        if article["stock"] < MIN_STOCK:
            price = shared.money.format_price(article["price"], CURRENCY)
            writer.writerow([article["sku"], article["stock"], price])
    return out.getvalue()


@bp.function_name(name="RestockReport")
@bp.timer_trigger(arg_name="timer", schedule="0 0 6 * * 1-5")
@bp.blob_output(
    arg_name="report",
    path="reports/{DateTime}.csv",
    connection="AzureWebJobsStorage",
)
def restock_report(timer: func.TimerRequest, report: func.Out[str]) -> None:
    if timer.past_due:
        log.warning("late")
    report.set(to_csv(_articles()))
