import logging

import azure.functions as func

bp = func.Blueprint()

log = logging.getLogger("stock")
_seen = set()


@bp.function_name(name="stock-alert")
@bp.queue_trigger(
    arg_name="alert",
    queue_name="stock-alerts",
    connection="AzureWebJobsStorage",
)
async def stock_alert(alert: func.QueueMessage) -> None:
    sku = alert.get_body().decode("utf-8")
    if sku in _seen:
        return
    _seen.add(sku)
    log.warning("article %s is running out", sku)
