import azure.functions as func

from ParcelMoved import main as parcel_moved_main
from TrackParcel import main as track_parcel_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


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
    parcel_moved_main(msg, parcel)


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
    return track_parcel_main(req, parcels)
