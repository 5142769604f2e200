import logging

import azure.functions as func

app = func.FunctionApp()

@app.function_name(name="QueueFunc")
@app.queue_trigger(arg_name="msg", queue_name="js-queue-items", connection="storageAccountConnectionString") # Queue trigger
@app.queue_output(arg_name="outputQueueItem", queue_name="outqueue", connection="storageAccountConnectionString") # Queue output binding
def pass_on(msg: func.QueueMessage, outputQueueItem: func.Out[str]) -> None:
    logging.info('received %s', msg.get_body().decode('utf-8'))
    outputQueueItem.set('passed on')
