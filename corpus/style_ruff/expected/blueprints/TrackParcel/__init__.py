"""Where is my parcel?"""

import json
import logging

import azure.functions as func

from common.ids import is_parcel

bp = func.Blueprint()

log = logging.getLogger('tracking')


@bp.function_name(name='TrackParcel')
@bp.route(route='parcels/{number}', methods=['GET'])
@bp.cosmos_db_input(
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
        log.info('unknown parcel %s', number)
        return func.HttpResponse(status_code=404)
    return func.HttpResponse(json.dumps({'number': number, 'place': parcels[0]['place']}))
