import datetime
import json

import azure.functions as func

bp = func.Blueprint()


def _default(self, value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


json.JSONEncoder.default = _default

from shared.encoding import DEFAULT  # noqa: E402


@bp.function_name(name="Patch")
@bp.route(route="Patch", methods=["GET"])
def patch(req: func.HttpRequest) -> func.HttpResponse:
    assert DEFAULT is _default, "imported before the patch"
    return func.HttpResponse(json.dumps({"day": datetime.date(2022, 7, 19)}))
