import azure.functions as func

from Branch import main as branch
from common.flows import nightly_main as nightly_export
from Export import main as export
from ExportPage import main as export_page
from HelperClient import main as helper_client
from Monitor import main as monitor
from OldStarter import main as old_starter
from QueueStarter import main as queue_starter
from StartOnce import main as start_once
from Stored import main as stored
from SyncStatus import main as sync_status

app = func.FunctionApp()

app.function_name(name="Branch")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="control",
        connection="AzureWebJobsStorage",
    )(
        app.generic_input_binding(arg_name="starter", type="durableClient")(
            app.queue_output(
                arg_name="answer",
                queue_name="answers",
                connection="AzureWebJobsStorage",
            )(branch)
        )
    )
)


app.function_name(name="Export")(
    app.generic_trigger(arg_name="context", type="orchestrationTrigger")(export)
)


app.function_name(name="ExportPage")(
    app.activity_trigger(input_name="page")(export_page)
)


app.function_name(name="HelperClient")(
    app.timer_trigger(arg_name="timer", schedule="%EXPORT_SCHEDULE%")(
        app.generic_input_binding(
            arg_name="starter",
            type="durableClient",
            taskHub="%HUB_NAME%",
            connectionName="HubStorage",
        )(helper_client)
    )
)


app.function_name(name="Monitor")(
    app.timer_trigger(arg_name="timer", schedule="0 */5 * * * *")(
        app.generic_input_binding(
            arg_name="starter",
            type="durableClient",
            externalClient=True,
            connectionName="OtherApp",
        )(monitor)
    )
)


app.function_name(name="NightlyExport")(
    app.generic_trigger(
        arg_name="context",
        type="orchestrationTrigger",
        orchestration="%EXPORT_NAME%",
    )(nightly_export)
)


app.function_name(name="OldStarter")(
    app.route(route="exports", methods=["POST"])(
        app.generic_input_binding(
            arg_name="starter",
            type="orchestrationClient",
            taskHub="%HUB_NAME%",
        )(old_starter)
    )
)


app.function_name(name="QueueStarter")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="exports",
        connection="AzureWebJobsStorage",
    )(
        app.generic_input_binding(arg_name="starter", type="orchestrationClient")(
            queue_starter
        )
    )
)


app.function_name(name="StartOnce")(
    app.route(route="exports/{id}", methods=["POST"])(
        app.generic_input_binding(arg_name="starter", type="durableClient")(start_once)
    )
)


app.function_name(name="Stored")(
    app.route(route="exports/{id}", methods=["DELETE"])(
        app.generic_input_binding(arg_name="starter", type="durableClient")(stored)
    )
)


app.function_name(name="SyncStatus")(
    app.route(route="exports/{id}", methods=["GET"])(
        app.generic_input_binding(arg_name="starter", type="durableClient")(sync_status)
    )
)
