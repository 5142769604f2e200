import azure.functions as func

from AliasOne import main as alias_one_main
from AliasThree import main as alias_three_main
from AliasTwo import main as alias_two_main
from Lazy import main as lazy_main
from Optional import main as optional_main
from Paths import main as paths_main
from Typed import main as typed_main

app = func.FunctionApp()


@app.function_name(name="AliasOne")
@app.timer_trigger(arg_name="timer", schedule="0 0 2 * * *")
def alias_one(timer: func.TimerRequest) -> None:
    alias_one_main(timer)


@app.function_name(name="AliasThree")
@app.route(route="AliasThree", methods=["GET"])
def alias_three(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return alias_three_main(req, context)


@app.function_name(name="AliasTwo")
@app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")
def alias_two(timer: func.TimerRequest) -> None:
    alias_two_main(timer)


@app.function_name(name="Lazy")
@app.route(route="Lazy", methods=["GET"])
def lazy(req: func.HttpRequest) -> func.HttpResponse:
    return lazy_main(req)


@app.function_name(name="Optional")
@app.route(route="Optional", methods=["POST"])
def optional(req: func.HttpRequest) -> func.HttpResponse:
    return optional_main(req)


@app.function_name(name="Paths")
@app.blob_trigger(
    arg_name="data",
    path="uploads/{name}",
    connection="AzureWebJobsStorage",
)
def paths(data: func.InputStream) -> None:
    paths_main(data)


@app.function_name(name="Typed")
@app.route(route="Typed", methods=["GET"])
def typed(req: func.HttpRequest) -> func.HttpResponse:
    return typed_main(req)
