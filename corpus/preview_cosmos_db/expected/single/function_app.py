import logging

import azure.functions as func

app = func.FunctionApp()

@app.function_name(name="Cosmos1")
@app.cosmos_db_trigger_v3(arg_name="triggerDocs", database_name="billdb", collection_name="billcollection", connection_string_setting="CosmosDBConnectionString",
 lease_collection_name="leasesstuff", create_lease_collection_if_not_exists="true") # Cosmos DB Trigger
@app.cosmos_db_output_v3(arg_name="outDoc", database_name="billdb", collection_name="outColl", connection_string_setting="CosmosDBConnectionString") # Cosmos DB input binding
@app.cosmos_db_input_v3(arg_name="inDocs", database_name="billdb", collection_name="incoll", connection_string_setting="CosmosDBConnectionString") # Cosmos DB output binding
def main(triggerDocs: func.DocumentList, inDocs: func.DocumentList, outDoc: func.Out[func.Document]) -> str:
    if triggerDocs:
        logging.info(inDocs[0]['text'])
        outDoc.set(triggerDocs[0])
