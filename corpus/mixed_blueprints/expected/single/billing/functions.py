import logging

import azure.functions as func

from .numbers import number

billing = func.Blueprint()


@billing.function_name(name="Bill")
@billing.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def bill(msg: func.QueueMessage) -> None:
    logging.info("bill %s", number(msg.id))
