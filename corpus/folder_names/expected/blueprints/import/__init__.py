import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="import")
@bp.route(route="import", methods=["GET"])
def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str("main" in globals()))
