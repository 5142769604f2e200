import logging

import azure.functions as func

log = logging.getLogger("stock")
_seen = set()


async def main(alert: func.QueueMessage) -> None:
    sku = alert.get_body().decode("utf-8")
    if sku in _seen:
        return
    _seen.add(sku)
    log.warning("article %s is running out", sku)
