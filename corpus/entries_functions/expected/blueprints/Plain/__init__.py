import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Plain")
@bp.route(route="Plain", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def plain(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("plain")
