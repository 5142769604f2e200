"""Keep the place of every parcel."""

import json
import logging

import azure.functions as func

from common.ids import is_parcel

bp = func.Blueprint()

log = logging.getLogger('tracking.moves')


@bp.function_name(name='ParcelMoved')
@bp.service_bus_topic_trigger(
    arg_name='msg',
    connection='Bus',
    topic_name='moves',
    subscription_name='tracking',
)
@bp.cosmos_db_output(
    arg_name='parcel',
    connection='Cosmos',
    database_name='post',
    container_name='parcels',
)
def parcel_moved(msg: func.ServiceBusMessage, parcel: func.Out[func.Document]) -> None:
    """Store a move."""
    move = json.loads(msg.get_body())
    if not is_parcel(move['number']):
        log.error("the scanner's number is wrong: %s", move['number'])
        return
    parcel.set(func.Document.from_dict({'id': move['number'], **move}))
