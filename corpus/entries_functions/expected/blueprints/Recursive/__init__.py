import json
import logging

import azure.functions as func

bp = func.Blueprint()


def main(msg: func.QueueMessage) -> None:
    """A message, or a list of messages, or a list of lists."""
    content = json.loads(msg.get_body())
    if isinstance(content, list):
        for part in content:
            main(func.QueueMessage(id=msg.id, body=json.dumps(part).encode()))
    else:
        logging.info("%s: %s", msg.id, content)


@bp.function_name(name="Recursive")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="batches",
    connection="AzureWebJobsStorage",
)
def recursive(msg: func.QueueMessage) -> None:
    main(msg)
