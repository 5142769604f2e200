import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Disabled")
@bp.queue_trigger(arg_name="msg", queue_name="audits", connection="AzureWebJobsStorage")
def disabled(msg: func.QueueMessage) -> None:
    # "disabled" in function.json has not been read since Functions 2: this still runs.
    logging.info("audit %s", msg.id)
