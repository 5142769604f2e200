import json
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="OrderEvents")
@bp.kafka_trigger(
    arg_name="event",
    topic="orders",
    broker_list="%BrokerList%",
    consumer_group="functions",
    username="$ConnectionString",
    password="%KafkaPassword%",
    authentication_mode="plain",
    protocol="saslSsl",
    data_type=func.DataType.STRING,
)
@bp.kafka_output(
    arg_name="audit",
    topic="audit",
    broker_list="%BrokerList%",
    username="$ConnectionString",
    password="%KafkaPassword%",
    authentication_mode="plain",
    protocol="saslSsl",
)
def order_events(event: func.KafkaEvent, audit: func.Out[str]) -> None:
    order = json.loads(event.get_body().decode("utf-8"))
    logging.info("order %s from partition %s", order["id"], event.partition)
    audit.set(json.dumps({"order": order["id"], "offset": event.offset}))
