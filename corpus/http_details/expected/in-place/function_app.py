import azure.functions as func

from Everything import main as everything
from ItemDelete import main as item_delete
from ItemRead import main as item_read
from ItemWrite import main as item_write
from ToBlob import main as to_blob
from ToHub import main as to_hub
from ToQueue import main as to_queue

app = func.FunctionApp()

app.function_name(name="Everything")(
    app.route(
        route="archive/{year:int:min(2000)}/{month:range(1,12)?}",
        methods=["POST"],
    )(
        app.blob_input(
            arg_name="before",
            path="archive/{year}/index.txt",
            connection="ItemStorage",
            data_type=func.DataType.BINARY,
        )(
            app.blob_output(
                arg_name="after",
                path="archive/{year}/index.txt",
                connection="ItemStorage",
                data_type=func.DataType.BINARY,
            )(
                app.table_output(
                    arg_name="row",
                    connection="ItemStorage",
                    table_name="archive",
                    partition_key="{year}",
                )(
                    app.service_bus_topic_output(
                        arg_name="topic",
                        connection="Bus",
                        topic_name="%ARCHIVE_TOPIC%",
                    )(everything)
                )
            )
        )
    )
)


app.function_name(name="ItemDelete")(
    app.route(
        route="items/{id:guid}",
        methods=["DELETE"],
        auth_level=func.AuthLevel.ADMIN,
        trigger_arg_name="request",
    )(
        app.event_hub_output(
            arg_name="audit",
            connection="Audit",
            event_hub_name="%AUDIT_HUB%",
        )(item_delete)
    )
)


app.function_name(name="ItemRead")(
    app.route(
        route="items/{id:guid}",
        methods=["GET", "HEAD"],
        auth_level=func.AuthLevel.ANONYMOUS,
    )(
        app.blob_input(
            arg_name="item",
            path="%ITEMS%/{id}.json",
            connection="ItemStorage",
            data_type=func.DataType.STRING,
        )(item_read)
    )
)


app.function_name(name="ItemWrite")(
    app.route(
        route="items/{id:guid}",
        methods=["PUT", "PATCH"],
        binding_arg_name="response",
    )(
        app.blob_output(
            arg_name="item",
            path="%ITEMS%/{id}.json",
            connection="ItemStorage",
        )(
            app.queue_output(
                arg_name="changes",
                queue_name="%CHANGES_QUEUE%",
                connection="ItemStorage",
            )(item_write)
        )
    )
)


app.function_name(name="ToBlob")(
    app.event_hub_message_trigger(
        arg_name="events",
        connection="Audit",
        event_hub_name="%AUDIT_HUB%",
        cardinality=func.Cardinality.MANY,
        consumer_group="%AUDIT_GROUP%",
    )(
        app.blob_output(
            arg_name="$return",
            path="audit/{DateTime:yyyy}/{rand-guid}.txt",
            connection="ItemStorage",
            data_type=func.DataType.BINARY,
        )(
            app.retry(
                strategy="fixed_delay",
                max_retry_count=2,
                delay_interval="00:00:03",
            )(to_blob)
        )
    )
)


app.function_name(name="ToHub")(
    app.queue_trigger(
        arg_name="tick",
        queue_name="ticks",
        connection="ItemStorage",
        data_type=func.DataType.STRING,
    )(
        app.event_hub_output(
            arg_name="$return",
            connection="Audit",
            event_hub_name="%AUDIT_HUB%",
        )(to_hub)
    )
)


app.function_name(name="ToQueue")(
    app.timer_trigger(arg_name="timer", schedule="%TICK%")(
        app.queue_output(
            arg_name="$return",
            queue_name="ticks",
            connection="ItemStorage",
        )(to_queue)
    )
)
