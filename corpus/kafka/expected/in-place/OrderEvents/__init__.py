import json
import logging

import azure.functions as func


def main(event: func.KafkaEvent, audit: func.Out[str]) -> None:
    order = json.loads(event.get_body().decode("utf-8"))
    logging.info("order %s from partition %s", order["id"], event.partition)
    audit.set(json.dumps({"order": order["id"], "offset": event.offset}))
