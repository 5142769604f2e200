import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="RegisterBill")
@bp.queue_trigger(
    arg_name="bill",
    queue_name="new-bills",
    connection="AzureWebJobsStorage",
)
@bp.cosmos_db_output(
    arg_name="$return",
    connection="CosmosDB",
    database_name="billdb",
    container_name="bills",
    create_if_not_exists=True,
    partition_key="/customer",
    container_throughput=400,
)
def register_bill(bill: func.QueueMessage) -> func.Document:
    data = json.loads(bill.get_body())
    data.setdefault("state", "open")
    return func.Document.from_dict(data)
