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


@bp.function_name(name="ServiceBusQueueFunc")
@bp.service_bus_queue_trigger(
    arg_name="message",
    connection="queueConnectionString",
    queue_name="inputqueue",
)
@bp.service_bus_queue_output(
    arg_name="answer",
    connection="queueConnectionString",
    queue_name="outputqueue",
)
def service_bus_queue_func(
    message: func.ServiceBusMessage, answer: func.Out[str]
) -> None:
    logging.info("Python ServiceBus queue trigger processed message.")
    answer.set(describe(message))
