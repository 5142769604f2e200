import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Alive")
@bp.route(route="Alive", methods=["GET"])
def alive(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("alive")
