import datetime

import azure.functions as func

bp = func.Blueprint()


@bp.route(
    route="calendar/{year:int}",
    methods=["GET"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
def calendar(req: func.HttpRequest) -> func.HttpResponse:
    first = datetime.date(int(req.route_params["year"]), 1, 1)
    return func.HttpResponse(first.strftime("%A"))
