import json
import logging
from pathlib import Path
from typing import Any, Dict

import azure.functions as func

Order = Dict[str, Any]

log = logging.getLogger("shipping")
TEMPLATE = Path(__file__).parent / "label.txt"


def parse(message: func.ServiceBusMessage) -> Order:
    order = json.loads(message.get_body().decode("utf-8"))
    order.setdefault("amount", "0.00")
    return order


def main(msg: func.ServiceBusMessage, label: func.Out[bytes]) -> None:
    order = parse(msg)
    log.info("shipping %s", order["id"])
    label.set(TEMPLATE.read_text().format(**order).encode())
