import json

import azure.functions as func

app = func.FunctionApp()

@app.function_name(name="ServiceBusTopicFunc")
@app.service_bus_topic_trigger(arg_name="serbustopictrigger", topic_name="testtopic", connection="topicConnectionString", subscription_name="testsub") # service bus topic trigger
@app.service_bus_topic_output(arg_name="serbustopicbinding", connection="outputtopicConnectionString",  topic_name="outputtopic", subscription_name="testsub") # service bus topic output binding 
def main(serbustopictrigger: func.ServiceBusMessage, serbustopicbinding: func.Out[str]) -> None:
    serbustopicbinding.set(json.dumps({'message_id': serbustopictrigger.message_id}))
