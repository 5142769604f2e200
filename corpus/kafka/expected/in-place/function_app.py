from typing import List

import azure.functions as func

from OrderEvents import main as order_events_main
from OrderTotals import main as order_totals_main

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
    order_events_main(event, audit)


@app.function_name(name="OrderTotals")
@app.kafka_trigger(
    arg_name="events",
    topic="orders",
    broker_list="%BrokerList%",
    consumer_group="totals",
    cardinality=func.Cardinality.MANY,
)
def order_totals(events: List[func.KafkaEvent]) -> None:
    order_totals_main(events)
