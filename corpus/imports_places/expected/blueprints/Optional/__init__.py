import sys

import azure.functions as func

try:
    import orjson as json
except ImportError:
    import json

bp = func.Blueprint()

if sys.version_info >= (3, 9):
    from zoneinfo import ZoneInfo as Zone
else:
    from dateutil.tz import gettz as Zone


@bp.function_name(name="Optional")
@bp.route(route="Optional", methods=["POST"])
def optional(req: func.HttpRequest) -> func.HttpResponse:
    keys = sorted(json.loads(req.get_body()))
    return func.HttpResponse(f"{keys} {Zone('UTC')}")
