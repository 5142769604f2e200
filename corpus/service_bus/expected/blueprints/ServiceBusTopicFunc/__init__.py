import json
import logging

import azure.functions as func

bp = func.Blueprint()


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


@bp.function_name(name="ServiceBusTopicFunc")
@bp.service_bus_topic_trigger(
    arg_name="serbustopictrigger",
    connection="topicConnectionString",
    topic_name="testtopic",
    subscription_name="testsub",
)
@bp.service_bus_topic_output(
    arg_name="serbustopicbinding",
    connection="outputtopicConnectionString",
    topic_name="outputtopic",
)
def service_bus_topic_func(serbustopictrigger: func.ServiceBusMessage, serbustopicbinding: func.Out[str]) -> None:
    logging.info("Python ServiceBus topic trigger processed message.")
    result = describe(serbustopictrigger)
    logging.info(result)
    serbustopicbinding.set(result)
