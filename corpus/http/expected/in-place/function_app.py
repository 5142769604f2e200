import azure.functions as func

from HttpTrigger1 import main as http_trigger1_main
from HttpTrigger2 import main as http_trigger2_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="HttpTrigger1")
@app.route(route="hello", methods=["GET", "POST"])
def http_trigger1(req: func.HttpRequest) -> func.HttpResponse:
    return http_trigger1_main(req)


@app.function_name(name="HttpTrigger2")
@app.route(route="hello2", methods=["GET"])
def http_trigger2(req: func.HttpRequest) -> func.HttpResponse:
    return http_trigger2_main(req)
