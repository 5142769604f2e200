import azure.functions as func

from web import main as web_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(
    route="{*route}",
    methods=["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
)
def web(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return web_main(req, context)
