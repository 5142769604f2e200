import json
import logging
from pathlib import Path
from typing import Any, Dict

import azure.functions as func

bp = func.Blueprint()

Order = Dict[str, Any]

log = logging.getLogger("shipping")
TEMPLATE = Path(__file__).parent / "label.txt"


def parse(message: func.ServiceBusMessage) -> Order:
    order = json.loads(message.get_body().decode("utf-8"))
    order.setdefault("amount", "0.00")
    return order


@bp.function_name(name="ShipOrder")
@bp.service_bus_topic_trigger(
    arg_name="msg",
    connection="ServiceBus",
    topic_name="orders-paid",
    subscription_name="shipping",
)
@bp.blob_output(
    arg_name="label",
    path="labels/{id}.txt",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.BINARY,
)
def ship_order(msg: func.ServiceBusMessage, label: func.Out[bytes]) -> None:
    order = parse(msg)
    log.info("shipping %s", order["id"])
    label.set(TEMPLATE.read_text().format(**order).encode())
