import logging

import azure.functions as func

app = func.FunctionApp()

@app.function_name(name="Cosmos1")
@app.cosmos_db_trigger(arg_name="triggerDocs", database_name="billdb", container_name="billcollection", connection="CosmosDBConnectionString",
 lease_container_name="leasesstuff", create_lease_container_if_not_exists="true") # Cosmos DB Trigger
@app.cosmos_db_output(arg_name="outDoc", database_name="billdb", container_name="outColl", connection="CosmosDBConnectionString") # Cosmos DB input binding
@app.cosmos_db_input(arg_name="inDocs", database_name="billdb", container_name="incoll", connection="CosmosDBConnectionString") # Cosmos DB output binding
def main(triggerDocs: func.DocumentList, inDocs: func.DocumentList, outDoc: func.Out[func.Document]) -> str:
    if triggerDocs:
        logging.info(inDocs[0]['text'])
        outDoc.set(triggerDocs[0])
