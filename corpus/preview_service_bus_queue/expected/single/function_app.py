import json

import azure.functions as func

app = func.FunctionApp()

@app.function_name(name="ServiceBusQueueFunc")
@app.service_bus_queue_trigger(arg_name="serbustopictrigger", queue_name="inputqueue", connection="queueConnectionString") # service bus queue trigger
@app.service_bus_queue_output(arg_name="serbustopicbinding", connection="queueConnectionString",  queue_name="outputqueue")  # service bus queue output binding 
def main(serbustopictrigger: func.ServiceBusMessage, serbustopicbinding: func.Out[str]) -> None:
    serbustopicbinding.set(json.dumps({'session': serbustopictrigger.session_id}))
