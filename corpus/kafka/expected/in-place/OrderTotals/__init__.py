import json
import logging
import typing

import azure.functions as func


def main(events: typing.List[func.KafkaEvent]) -> None:
    total = sum(json.loads(event.get_body())["total"] for event in events)
    logging.info("%d orders worth %s", len(events), total)
