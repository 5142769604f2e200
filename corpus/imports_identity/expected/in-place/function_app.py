import azure.functions as func

from Absolute import main as absolute_main
from Relative import main as relative_main

app = func.FunctionApp()


@app.function_name(name="Absolute")
@app.route(route="Absolute", methods=["GET"])
def absolute(req: func.HttpRequest) -> func.HttpResponse:
    return absolute_main(req)


@app.function_name(name="Relative")
@app.route(route="Relative", methods=["GET"])
def relative(req: func.HttpRequest) -> func.HttpResponse:
    return relative_main(req)
