import json
import logging
import typing

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="OrderTotals")
@bp.kafka_trigger(
    arg_name="events",
    topic="orders",
    broker_list="%BrokerList%",
    consumer_group="totals",
    cardinality=func.Cardinality.MANY,
)
def order_totals(events: typing.List[func.KafkaEvent]) -> None:
    total = sum(json.loads(event.get_body())["total"] for event in events)
    logging.info("%d orders worth %s", len(events), total)
