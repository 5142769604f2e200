import logging

import azure.functions as func

from shared.replies import text

log = logging.getLogger("report")


def main(req: func.HttpRequest) -> func.HttpResponse:
    log.info("report")
    return text(f"report of {req.route_params['day']}")
