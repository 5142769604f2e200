import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="FindBill")
@bp.route(route="bills/{customer}", methods=["GET"])
@bp.cosmos_db_input_v3(
    arg_name="bills",
    database_name="billdb",
    collection_name="billcollection",
    connection_string_setting="CosmosDBConnectionString",
    sql_query="SELECT * FROM c WHERE c.customer = {customer} ORDER BY c.due",
    partition_key="{customer}",
)
def find_bill(req: func.HttpRequest, bills: func.DocumentList) -> func.HttpResponse:
    if not bills:
        return func.HttpResponse("no bills", status_code=404)

    return func.HttpResponse(
        json.dumps([{"id": bill["id"], "due": bill["due"], "total": bill["total"]} for bill in bills]),
        mimetype="application/json",
    )
