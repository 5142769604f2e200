import azure.functions as func

from AdminHook import main as admin_hook
from Disabled import main as disabled
from ImplicitOutputs import main as implicit_outputs
from NamedResponse import main as named_response
from NoConnection import main as no_connection
from NoOutput import main as no_output
from NoRoute import main as no_route
from OddCase import main as odd_case
from ReturnIsQueue import main as return_is_queue
from SettingInEnum import main as setting_in_enum
from Sloppy import main as sloppy
from StrayProperties import main as stray_properties

app = func.FunctionApp()

app.function_name(name="AdminHook")(
    app.generic_trigger(
        arg_name="req",
        type="httpTrigger",
        auth_level="Admin",
        methods=["POST"],
    )(
        app.table_output(
            arg_name="$return",
            connection="AzureWebJobsStorage",
            table_name="hooks",
            partition_key="admin",
        )(admin_hook)
    )
)


app.function_name(name="Disabled")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="audits",
        connection="AzureWebJobsStorage",
    )(disabled)
)


app.function_name(name="ImplicitOutputs")(
    app.generic_input_binding(
        arg_name="secrets",
        type="webPubSubConnection",
        hub="orders",
        connection="WebPubSub",
    )(
        app.generic_input_binding(
            arg_name="audience",
            type="signalRConnectionInfo",
            hubName="orders",
            connectionStringSetting="AzureSignalRConnectionString",
        )(app.activity_trigger(input_name="order")(implicit_outputs))
    )
)


app.function_name(name="NamedResponse")(
    app.route(route="NamedResponse", methods=["GET", "POST"], binding_arg_name="res")(
        named_response
    )
)


app.function_name(name="NoConnection")(
    app.blob_trigger(
        arg_name="photo",
        path="photos/{name}",
        connection="AzureWebJobsStorage",
    )(
        app.blob_output(arg_name="copy", path="copies/{name}", connection="")(
            app.queue_output(
                arg_name="done",
                queue_name="copied",
                connection="AzureWebJobsStorage",
            )(no_connection)
        )
    )
)


app.function_name(name="NoOutput")(
    app.generic_trigger(
        arg_name="req",
        type="httpTrigger",
        auth_level="anonymous",
        methods=["post"],
    )(
        app.queue_output(
            arg_name="hook",
            queue_name="hooks",
            connection="AzureWebJobsStorage",
        )(no_output)
    )
)


app.function_name(name="NoRoute")(app.route(route="NoRoute")(no_route))


app.function_name(name="OddCase")(
    app.timer_trigger(
        arg_name="timer",
        schedule="0 0 * * * *",
        run_on_startup=False,
        use_monitor=True,
    )(
        app.blob_output(
            arg_name="totals",
            path="totals/latest.txt",
            connection="AzureWebJobsStorage",
            data_type=func.DataType.STRING,
        )(odd_case)
    )
)


app.function_name(name="ReturnIsQueue")(
    app.route(route="tickets", methods=["POST"], binding_arg_name="answer")(
        app.queue_output(
            arg_name="$return",
            queue_name="tickets",
            connection="AzureWebJobsStorage",
        )(return_is_queue)
    )
)


app.function_name(name="SettingInEnum")(
    app.generic_trigger(
        arg_name="events",
        type="eventHubTrigger",
        eventHubName="%HUB%",
        connection="HubConnection",
        cardinality="%HUB_CARDINALITY%",
    )(setting_in_enum)
)


app.function_name(name="Sloppy")(
    app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *", run_on_startup=False)(
        sloppy
    )
)


app.function_name(name="StrayProperties")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="strays",
        connection="AzureWebJobsStorage",
        authLevel="function",
        comment="nobody reads this",
        batchSize=4,
    )(
        app.generic_output_binding(
            arg_name="page",
            type="sendGrid",
            apiKey="SendGridKey",
            **{"from": "ops@example.invalid"},
            to="%ONCALL%",
        )(stray_properties)
    )
)
