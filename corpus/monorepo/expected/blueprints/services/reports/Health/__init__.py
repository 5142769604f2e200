import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Health")
@bp.route(route="health", methods=["GET"])
def health(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("reports are up")
