import json
import logging

import azure.functions as func


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


def main(message: func.ServiceBusMessage, answer: func.Out[str]) -> None:
    logging.info("Python ServiceBus queue trigger processed message.")
    answer.set(describe(message))
