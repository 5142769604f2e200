import json
import logging

import azure.functions as func

from common.ids import is_parcel

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

# Keep the place of every parcel.
parcel_moved_log = logging.getLogger('tracking.moves')


@app.function_name(name='ParcelMoved')
@app.service_bus_topic_trigger(
    arg_name='msg',
    connection='Bus',
    topic_name='moves',
    subscription_name='tracking',
)
@app.cosmos_db_output(
    arg_name='parcel',
    connection='Cosmos',
    database_name='post',
    container_name='parcels',
)
def parcel_moved(msg: func.ServiceBusMessage, parcel: func.Out[func.Document]) -> None:
    """Store a move."""
    move = json.loads(msg.get_body())
    if not is_parcel(move['number']):
        parcel_moved_log.error("the scanner's number is wrong: %s", move['number'])
        return
    parcel.set(func.Document.from_dict({'id': move['number'], **move}))


# Where is my parcel?
track_parcel_log = logging.getLogger('tracking')


@app.function_name(name='TrackParcel')
@app.route(route='parcels/{number}', methods=['GET'])
@app.cosmos_db_input(
    arg_name='parcels',
    connection='Cosmos',
    database_name='post',
    container_name='parcels',
    sql_query='SELECT * FROM c WHERE c.number = {number}',
)
def track_parcel(req: func.HttpRequest, parcels: func.DocumentList) -> func.HttpResponse:
    """Answer with the last known place of a parcel."""
    number = req.route_params['number']
    if not is_parcel(number):
        return func.HttpResponse('that is no parcel number', status_code=400)
    if not parcels:
        track_parcel_log.info('unknown parcel %s', number)
        return func.HttpResponse(status_code=404)
    return func.HttpResponse(json.dumps({'number': number, 'place': parcels[0]['place']}))
