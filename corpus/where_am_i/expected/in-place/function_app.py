import azure.functions as func

from Context import main as context
from FilePath import main as file_path_main
from Logger import main as logger_main
from OsPath import main as os_path_main
from OtherLogger import main as other_logger_main
from Package import main as package_main
from Resources import main as resources_main

app = func.FunctionApp()

app.function_name(name="Context")(app.route(route="Context", methods=["GET"])(context))


@app.function_name(name="FilePath")
@app.route(route="FilePath", methods=["GET"])
def file_path(req: func.HttpRequest) -> func.HttpResponse:
    return file_path_main(req)


@app.function_name(name="Logger")
@app.queue_trigger(arg_name="msg", queue_name="lines", connection="AzureWebJobsStorage")
def logger(msg: func.QueueMessage) -> None:
    logger_main(msg)


@app.function_name(name="OsPath")
@app.route(route="OsPath", methods=["GET"])
def os_path(req: func.HttpRequest) -> func.HttpResponse:
    return os_path_main(req)


@app.function_name(name="OtherLogger")
@app.queue_trigger(arg_name="msg", queue_name="words", connection="AzureWebJobsStorage")
def other_logger(msg: func.QueueMessage) -> None:
    other_logger_main(msg)


@app.function_name(name="Package")
@app.timer_trigger(arg_name="timer", schedule="0 0 8 * * *")
def package(timer: func.TimerRequest) -> None:
    package_main(timer)


@app.function_name(name="Resources")
@app.timer_trigger(arg_name="timer", schedule="0 0 7 * * *")
def resources(timer: func.TimerRequest) -> None:
    resources_main(timer)
