from typing import List

import azure.functions as func

from ServiceBusQueueFunc import main as service_bus_queue_func_main
from ServiceBusTopicFunc import main as service_bus_topic_func_main
from SessionBatch import main as session_batch_main

app = func.FunctionApp()


@app.function_name(name="ServiceBusQueueFunc")
@app.service_bus_queue_trigger(
    arg_name="message",
    connection="queueConnectionString",
    queue_name="inputqueue",
)
@app.service_bus_queue_output(
    arg_name="answer",
    connection="queueConnectionString",
    queue_name="outputqueue",
)
def service_bus_queue_func(
    message: func.ServiceBusMessage, answer: func.Out[str]
) -> None:
    service_bus_queue_func_main(message, answer)


@app.function_name(name="ServiceBusTopicFunc")
@app.service_bus_topic_trigger(
    arg_name="serbustopictrigger",
    connection="topicConnectionString",
    topic_name="testtopic",
    subscription_name="testsub",
)
@app.service_bus_topic_output(
    arg_name="serbustopicbinding",
    connection="outputtopicConnectionString",
    topic_name="outputtopic",
)
def service_bus_topic_func(
    serbustopictrigger: func.ServiceBusMessage, serbustopicbinding: func.Out[str]
) -> None:
    service_bus_topic_func_main(serbustopictrigger, serbustopicbinding)


@app.function_name(name="SessionBatch")
@app.service_bus_queue_trigger(
    arg_name="messages",
    connection="queueConnectionString",
    queue_name="sessions",
    access_rights=func.AccessRights.LISTEN,
    is_sessions_enabled=True,
    cardinality=func.Cardinality.MANY,
)
@app.generic_output_binding(
    arg_name="$return",
    type="serviceBus",
    topicName="session-totals",
    connection="outputtopicConnectionString",
    accessRights="send",
)
def session_batch(messages: List[func.ServiceBusMessage]) -> str:
    return session_batch_main(messages)
