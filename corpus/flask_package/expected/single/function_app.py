import azure.functions as func

from FlaskApp import app as handle_request_app

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="HandleRequest")
@app.route(route="{*route}", methods=["GET", "POST"])
def handle_request(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return func.WsgiMiddleware(handle_request_app).handle(req, context)
