import azure.functions as func

bp = func.Blueprint()


@bp.route(route="orders", methods=["POST"], auth_level=func.AuthLevel.FUNCTION)
@bp.queue_output(arg_name="placed", queue_name="orders", connection="AzureWebJobsStorage")
def place_order(req: func.HttpRequest, placed: func.Out[str]) -> func.HttpResponse:
    placed.set(req.get_body().decode("utf-8"))
    return func.HttpResponse(status_code=202)
