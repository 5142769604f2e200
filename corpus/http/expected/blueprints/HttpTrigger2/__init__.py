import json
import logging
import platform

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="HttpTrigger2")
@bp.route(route="hello2", methods=["GET"])
def http_trigger2(req: func.HttpRequest) -> func.HttpResponse:
    """Tell the caller what answers here."""
    logging.info("HttpTrigger2 was called with %s", req.method)
    answer = {"python": platform.python_version(), "url": req.url}
    return func.HttpResponse(json.dumps(answer), mimetype="application/json")
