import logging
import os

import azure.functions as func

if os.environ.get("STAGE") == "production":

    def main(msg: func.QueueMessage) -> None:
        logging.info("export %s", msg.id)

else:

    def main(msg: func.QueueMessage) -> None:
        logging.info("would export %s", msg.id)
