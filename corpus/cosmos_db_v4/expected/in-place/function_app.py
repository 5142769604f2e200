import azure.functions as func

from BillChanged import main as bill_changed_main
from RegisterBill import main as register_bill_main

app = func.FunctionApp()


@app.function_name(name="BillChanged")
@app.cosmos_db_trigger(
    arg_name="bills",
    connection="CosmosDB",
    database_name="billdb",
    container_name="bills",
    lease_container_name="leases",
    create_lease_container_if_not_exists=True,
    start_from_beginning=True,
    preferred_locations="West Europe,North Europe",
)
@app.cosmos_db_input(
    arg_name="rates",
    connection="CosmosDB",
    database_name="billdb",
    container_name="rates",
    partition_key="rates",
    id="current",
)
@app.cosmos_db_output(
    arg_name="summary",
    connection="CosmosDB",
    database_name="billdb",
    container_name="summaries",
)
def bill_changed(
    bills: func.DocumentList,
    rates: func.DocumentList,
    summary: func.Out[func.DocumentList],
) -> None:
    bill_changed_main(bills, rates, summary)


@app.function_name(name="RegisterBill")
@app.queue_trigger(
    arg_name="bill",
    queue_name="new-bills",
    connection="AzureWebJobsStorage",
)
@app.cosmos_db_output(
    arg_name="$return",
    connection="CosmosDB",
    database_name="billdb",
    container_name="bills",
    create_if_not_exists=True,
    partition_key="/customer",
    container_throughput=400,
)
def register_bill(bill: func.QueueMessage) -> func.Document:
    return register_bill_main(bill)
