import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Notes")
@bp.route(route="Notes", methods=["GET"])
def notes(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("see the readme")
