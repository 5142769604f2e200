import json
import logging

import azure.functions as func

app = func.FunctionApp()


@app.function_name(name="ForwardJob")
@app.queue_trigger(
    arg_name="job",
    queue_name="jobs-%STAGE%",
    connection="AzureWebJobsStorage",
)
@app.queue_output(
    arg_name="$return",
    queue_name="jobs-accepted",
    connection="AzureWebJobsStorage",
)
def forward_job(job: str) -> str:
    """Stamp the job as accepted and pass it on."""
    data = json.loads(job)
    data["state"] = "accepted"
    return json.dumps(data, sort_keys=True)


@app.function_name(name="QueueFunc")
@app.queue_trigger(
    arg_name="msg",
    queue_name="js-queue-items",
    connection="storageAccountConnectionString",
)
@app.queue_output(
    arg_name="outputQueueItem",
    queue_name="outqueue",
    connection="storageAccountConnectionString",
)
def queue_func(msg: func.QueueMessage, outputQueueItem: func.Out[str]) -> None:
    body = msg.get_body().decode("utf-8")
    logging.info("Python queue trigger function processed a queue item: %s", body)
    outputQueueItem.set(json.dumps({"id": msg.id, "length": len(body), "attempt": msg.dequeue_count}))
