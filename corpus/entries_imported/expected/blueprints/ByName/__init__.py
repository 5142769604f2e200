import azure.functions as func

from .handler import main

bp = func.Blueprint()


@bp.function_name(name="ByName")
@bp.route(route="ByName", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def by_name(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
