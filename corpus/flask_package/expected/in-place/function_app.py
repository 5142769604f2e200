import azure.functions as func

from HandleRequest import main as handle_request

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name="HandleRequest")(
    app.route(route="{*route}", methods=["GET", "POST"])(handle_request)
)
