import json
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="QueueFunc")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="js-queue-items",
    connection="storageAccountConnectionString",
)
@bp.queue_output(
    arg_name="outputQueueItem",
    queue_name="outqueue",
    connection="storageAccountConnectionString",
)
def queue_func(msg: func.QueueMessage, outputQueueItem: func.Out[str]) -> None:
    body = msg.get_body().decode("utf-8")
    logging.info("Python queue trigger function processed a queue item: %s", body)
    outputQueueItem.set(json.dumps({"id": msg.id, "length": len(body), "attempt": msg.dequeue_count}))
