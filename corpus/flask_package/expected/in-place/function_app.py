import azure.functions as func

from HandleRequest import main as handle_request_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="HandleRequest")
@app.route(route="{*route}", methods=["GET", "POST"])
def handle_request(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return handle_request_main(req, context)
