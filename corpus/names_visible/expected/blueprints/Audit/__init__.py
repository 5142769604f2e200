import logging

import azure.functions as func

from shared.callers import caller

bp = func.Blueprint()


@bp.function_name(name="Audit")
@bp.queue_trigger(arg_name="msg", queue_name="audits", connection="AzureWebJobsStorage")
def main(msg: func.QueueMessage) -> None:
    logging.info("asked by %s", caller())
