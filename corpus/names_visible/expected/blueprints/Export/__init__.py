import logging

import azure.functions as func

bp = func.Blueprint()


def load(name):
    return [name, name.upper()]


@bp.function_name(name="Export")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="exports",
    connection="AzureWebJobsStorage",
)
def export(msg: func.QueueMessage) -> None:
    logging.info("%s", ", ".join(load(msg.get_body().decode())))
