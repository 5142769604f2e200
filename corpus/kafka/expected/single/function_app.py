import json
import logging
import typing

import azure.functions as func

app = func.FunctionApp()


@app.function_name(name="OrderEvents")
@app.kafka_trigger(
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
@app.kafka_output(
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


@app.function_name(name="OrderTotals")
@app.kafka_trigger(
    arg_name="events",
    topic="orders",
    broker_list="%BrokerList%",
    consumer_group="totals",
    cardinality=func.Cardinality.MANY,
)
def order_totals(events: typing.List[func.KafkaEvent]) -> None:
    total = sum(json.loads(event.get_body())["total"] for event in events)
    logging.info("%d orders worth %s", len(events), total)
