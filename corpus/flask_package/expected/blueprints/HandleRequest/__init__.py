import azure.functions as func

from FlaskApp import app

bp = func.Blueprint()


@bp.function_name(name="HandleRequest")
@bp.route(route="{*route}", methods=["GET", "POST"])
def handle_request(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return func.WsgiMiddleware(app).handle(req, context)
