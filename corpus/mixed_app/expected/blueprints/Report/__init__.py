import logging

import azure.functions as func

from shared.replies import text

bp = func.Blueprint()

log = logging.getLogger("report")


@bp.function_name(name="Report")
@bp.route(route="report/{day}", methods=["GET"], auth_level=func.AuthLevel.FUNCTION)
def report(req: func.HttpRequest) -> func.HttpResponse:
    log.info("report")
    return text(f"report of {req.route_params['day']}")
