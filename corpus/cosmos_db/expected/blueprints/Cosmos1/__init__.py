import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Cosmos1")
@bp.cosmos_db_trigger_v3(
    arg_name="triggerDocs",
    database_name="billdb",
    collection_name="billcollection",
    connection_string_setting="CosmosDBConnectionString",
    lease_collection_name="leasesstuff",
    create_lease_collection_if_not_exists=True,
    max_items_per_invocation=50,
)
@bp.cosmos_db_input_v3(
    arg_name="inDocs",
    database_name="billdb",
    collection_name="incoll",
    connection_string_setting="CosmosDBConnectionString",
)
@bp.cosmos_db_output_v3(
    arg_name="outDoc",
    database_name="billdb",
    collection_name="outColl",
    connection_string_setting="CosmosDBConnectionString",
    create_if_not_exists=True,
)
def cosmos1(triggerDocs: func.DocumentList, inDocs: func.DocumentList, outDoc: func.Out[func.Document]) -> None:
    if not triggerDocs:
        return

    bill = triggerDocs[0]
    if inDocs:
        logging.info("first rate on record: %s", inDocs[0]["text"])
    bill["state"] = "updated"
    outDoc.set(bill)
