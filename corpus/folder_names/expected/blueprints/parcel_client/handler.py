import logging

import azure.functions as func

from .labels import label

bp = func.Blueprint()


@bp.function_name(name="parcel_client")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="parcels",
    connection="AzureWebJobsStorage",
)
def main(msg: func.QueueMessage) -> None:
    logging.info("%s", label(vars()["msg"].get_body().decode()))
