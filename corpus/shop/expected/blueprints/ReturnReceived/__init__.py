import json
import logging

import azure.functions as func

from shared.money import to_amount

bp = func.Blueprint()

log = logging.getLogger("returns")
TAX = "0.07"  # returned books only


@bp.function_name(name="ReturnReceived")
@bp.event_grid_trigger(arg_name="event")
@bp.queue_output(
    arg_name="$return",
    queue_name="refunds",
    connection="AzureWebJobsStorage",
)
def return_received(event: func.EventGridEvent) -> str:
    data = event.get_json()
    refund = to_amount(data["net"]) * (1 + to_amount(TAX))
    log.info("return for %s", data["order"])
    return json.dumps({"order": data["order"], "refund": str(to_amount(refund))})
