import datetime
import json
import logging

import azure.functions as func

from .view import render

log = logging.getLogger(__name__)


def main(req: func.HttpRequest, order: func.DocumentList) -> func.HttpResponse:
    if not order:
        log.warning("no order %s", req.route_params["id"])
        return func.HttpResponse(status_code=404)
    log.info("order %s", req.route_params["id"])
    body = {**render(order[0]), "at": datetime.datetime.now().isoformat(), "name": req.params.get("name")}
    if req.get_body():
        body["given"] = req.get_json()
    return func.HttpResponse(json.dumps(body), mimetype="application/json")
