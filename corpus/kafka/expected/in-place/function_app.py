import azure.functions as func

from OrderEvents import main as order_events
from OrderTotals import main as order_totals

app = func.FunctionApp()

app.function_name(name="OrderEvents")(
    app.kafka_trigger(
        arg_name="event",
        topic="orders",
        broker_list="%BrokerList%",
        consumer_group="functions",
        username="$ConnectionString",
        password="%KafkaPassword%",
        authentication_mode="plain",
        protocol="saslSsl",
        data_type=func.DataType.STRING,
    )(
        app.kafka_output(
            arg_name="audit",
            topic="audit",
            broker_list="%BrokerList%",
            username="$ConnectionString",
            password="%KafkaPassword%",
            authentication_mode="plain",
            protocol="saslSsl",
        )(order_events)
    )
)


app.function_name(name="OrderTotals")(
    app.kafka_trigger(
        arg_name="events",
        topic="orders",
        broker_list="%BrokerList%",
        consumer_group="totals",
        cardinality=func.Cardinality.MANY,
    )(order_totals)
)
