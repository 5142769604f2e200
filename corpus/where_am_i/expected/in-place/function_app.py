import azure.functions as func

from Context import main as context
from FilePath import main as file_path
from Logger import main as logger
from OsPath import main as os_path
from OtherLogger import main as other_logger
from Package import main as package
from Resources import main as resources

app = func.FunctionApp()

app.function_name(name="Context")(app.route(route="Context", methods=["GET"])(context))


app.function_name(name="FilePath")(
    app.route(route="FilePath", methods=["GET"])(file_path)
)


app.function_name(name="Logger")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="lines",
        connection="AzureWebJobsStorage",
    )(logger)
)


app.function_name(name="OsPath")(app.route(route="OsPath", methods=["GET"])(os_path))


app.function_name(name="OtherLogger")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="words",
        connection="AzureWebJobsStorage",
    )(other_logger)
)


app.function_name(name="Package")(
    app.timer_trigger(arg_name="timer", schedule="0 0 8 * * *")(package)
)


app.function_name(name="Resources")(
    app.timer_trigger(arg_name="timer", schedule="0 0 7 * * *")(resources)
)
