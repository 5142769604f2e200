import logging
import os

import azure.functions as func

bp = func.Blueprint()

if os.environ.get("STAGE") == "production":

    def main(msg: func.QueueMessage) -> None:
        logging.info("export %s", msg.id)

else:

    def main(msg: func.QueueMessage) -> None:
        logging.info("would export %s", msg.id)


bp.function_name(name="Chosen")(
    bp.queue_trigger(
        arg_name="msg",
        queue_name="exports",
        connection="AzureWebJobsStorage",
    )(main)
)
