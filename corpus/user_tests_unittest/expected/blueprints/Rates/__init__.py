import json
import logging
import os
import urllib.request

import azure.functions as func

bp = func.Blueprint()

logger = logging.getLogger("rates")


def load():
    with urllib.request.urlopen(os.environ["RATES_URL"], timeout=5) as answer:
        return json.load(answer)


def main(req: func.HttpRequest) -> func.HttpResponse:
    try:
        rates = load()
    except OSError as error:
        logger.error("no rates: %s", error)
        return func.HttpResponse(status_code=503)
    return func.HttpResponse(json.dumps({code: rates[code] for code in sorted(rates)}), mimetype="application/json")


@bp.function_name(name="Rates")
@bp.route(route="rates", methods=["GET"])
def rates(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
