import azure.functions as func

from Approval import main as approval
from Approve import main as approve
from BackupSite import main as backup_site
from CopyFile import main as copy_file
from Counter import main as counter
from CountRead import main as count_read
from CountStart import main as count_start
from HelloSequence import main as hello_sequence
from HttpStart import main as http_start
from ListFiles import main as list_files
from ProcessOrder import run as process_order
from SayHello import main as say_hello

app = func.FunctionApp()

app.function_name(name="Approval")(
    app.generic_trigger(arg_name="context", type="orchestrationTrigger")(approval)
)


app.function_name(name="Approve")(
    app.route(route="approvals/{instance}", methods=["POST"])(
        app.generic_input_binding(arg_name="starter", type="durableClient")(approve)
    )
)


app.function_name(name="BackupSite")(
    app.generic_trigger(arg_name="context", type="orchestrationTrigger")(backup_site)
)


app.function_name(name="CopyFile")(
    app.blob_output(
        arg_name="copy",
        path="backups/{data}",
        connection="AzureWebJobsStorage",
        data_type=func.DataType.BINARY,
    )(app.activity_trigger(input_name="path")(copy_file))
)


app.function_name(name="CountRead")(
    app.route(
        route="counters/{key}",
        methods=["GET"],
        auth_level=func.AuthLevel.ANONYMOUS,
    )(app.generic_input_binding(arg_name="client", type="durableClient")(count_read))
)


app.function_name(name="CountStart")(
    app.route(
        route="counters/{key}",
        methods=["POST"],
        auth_level=func.AuthLevel.ANONYMOUS,
    )(app.generic_input_binding(arg_name="client", type="durableClient")(count_start))
)


app.function_name(name="Counter")(
    app.generic_trigger(arg_name="context", type="entityTrigger")(counter)
)


app.function_name(name="HelloSequence")(
    app.generic_trigger(arg_name="context", type="orchestrationTrigger")(hello_sequence)
)


app.function_name(name="HttpStart")(
    app.route(
        route="orchestrators/{functionName}",
        methods=["POST", "GET"],
        auth_level=func.AuthLevel.ANONYMOUS,
    )(app.generic_input_binding(arg_name="starter", type="durableClient")(http_start))
)


app.function_name(name="ListFiles")(
    app.activity_trigger(input_name="rootDirectory")(list_files)
)


app.function_name(name="ProcessOrder")(
    app.generic_trigger(arg_name="context", type="orchestrationTrigger")(process_order)
)


app.function_name(name="SayHello")(app.activity_trigger(input_name="name")(say_hello))
