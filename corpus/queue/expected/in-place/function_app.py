import azure.functions as func

from ForwardJob import main as forward_job_main
from QueueFunc import main as queue_func_main

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
    return forward_job_main(job)


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
    queue_func_main(msg, outputQueueItem)
