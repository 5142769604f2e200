import azure.functions as func

from Cosmos1 import main as cosmos1
from FindBill import main as find_bill

app = func.FunctionApp()

app.function_name(name="Cosmos1")(
    app.cosmos_db_trigger_v3(
        arg_name="triggerDocs",
        database_name="billdb",
        collection_name="billcollection",
        connection_string_setting="CosmosDBConnectionString",
        lease_collection_name="leasesstuff",
        create_lease_collection_if_not_exists=True,
        max_items_per_invocation=50,
    )(
        app.cosmos_db_input_v3(
            arg_name="inDocs",
            database_name="billdb",
            collection_name="incoll",
            connection_string_setting="CosmosDBConnectionString",
        )(
            app.cosmos_db_output_v3(
                arg_name="outDoc",
                database_name="billdb",
                collection_name="outColl",
                connection_string_setting="CosmosDBConnectionString",
                create_if_not_exists=True,
            )(cosmos1)
        )
    )
)


app.function_name(name="FindBill")(
    app.route(route="bills/{customer}", methods=["GET"])(
        app.cosmos_db_input_v3(
            arg_name="bills",
            database_name="billdb",
            collection_name="billcollection",
            connection_string_setting="CosmosDBConnectionString",
            sql_query="SELECT * FROM c WHERE c.customer = {customer} ORDER BY c.due",
            partition_key="{customer}",
        )(find_bill)
    )
)
