import json
import logging
from collections import Counter
from typing import List

import azure.functions as func

app = func.FunctionApp()


def describe(message: func.ServiceBusMessage) -> str:
    return json.dumps(
        {
            "message_id": message.message_id,
            "body": message.get_body().decode("utf-8"),
            "content_type": message.content_type,
            "expiration_time": message.expiration_time,
            "label": message.label,
            "partition_key": message.partition_key,
            "reply_to": message.reply_to,
            "session_id": message.session_id,
            "time_to_live": message.time_to_live,
        },
        default=str,
    )


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
    logging.info("Python ServiceBus queue trigger processed message.")
    answer.set(describe(message))


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
def service_bus_topic_func(serbustopictrigger: func.ServiceBusMessage, serbustopicbinding: func.Out[str]) -> None:
    logging.info("Python ServiceBus topic trigger processed message.")
    result = describe(serbustopictrigger)
    logging.info(result)
    serbustopicbinding.set(result)


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
    per_session = Counter(message.session_id for message in messages)
    return json.dumps(per_session, sort_keys=True)
