"""Keep the place of every parcel."""

import json
import logging

import azure.functions as func

from common.ids import is_parcel

log = logging.getLogger('tracking.moves')


def main(msg: func.ServiceBusMessage, parcel: func.Out[func.Document]) -> None:
    """Store a move."""
    move = json.loads(msg.get_body())
    if not is_parcel(move['number']):
        log.error("the scanner's number is wrong: %s", move['number'])
        return
    parcel.set(func.Document.from_dict({'id': move['number'], **move}))
