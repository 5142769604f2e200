import sys

import azure.functions as func

try:
    import orjson as json
except ImportError:
    import json

if sys.version_info >= (3, 9):
    from zoneinfo import ZoneInfo as Zone
else:
    from dateutil.tz import gettz as Zone


def main(req: func.HttpRequest) -> func.HttpResponse:
    keys = sorted(json.loads(req.get_body()))
    return func.HttpResponse(f"{keys} {Zone('UTC')}")
