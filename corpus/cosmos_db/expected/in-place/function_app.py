import azure.functions as func

from Cosmos1 import main as cosmos1_main
from FindBill import main as find_bill_main

app = func.FunctionApp()


@app.function_name(name="Cosmos1")
@app.cosmos_db_trigger_v3(
    arg_name="triggerDocs",
    database_name="billdb",
    collection_name="billcollection",
    connection_string_setting="CosmosDBConnectionString",
    lease_collection_name="leasesstuff",
    create_lease_collection_if_not_exists=True,
    max_items_per_invocation=50,
)
@app.cosmos_db_input_v3(
    arg_name="inDocs",
    database_name="billdb",
    collection_name="incoll",
    connection_string_setting="CosmosDBConnectionString",
)
@app.cosmos_db_output_v3(
    arg_name="outDoc",
    database_name="billdb",
    collection_name="outColl",
    connection_string_setting="CosmosDBConnectionString",
    create_if_not_exists=True,
)
def cosmos1(
    triggerDocs: func.DocumentList,
    inDocs: func.DocumentList,
    outDoc: func.Out[func.Document],
) -> None:
    cosmos1_main(triggerDocs, inDocs, outDoc)


@app.function_name(name="FindBill")
@app.route(route="bills/{customer}", methods=["GET"])
@app.cosmos_db_input_v3(
    arg_name="bills",
    database_name="billdb",
    collection_name="billcollection",
    connection_string_setting="CosmosDBConnectionString",
    sql_query="SELECT * FROM c WHERE c.customer = {customer} ORDER BY c.due",
    partition_key="{customer}",
)
def find_bill(req: func.HttpRequest, bills: func.DocumentList) -> func.HttpResponse:
    return find_bill_main(req, bills)
