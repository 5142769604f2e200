import azure.functions as func

import settings
import shared.text as words
from OldStyle.answer import build
from shared.units import to_km

bp = func.Blueprint()


@bp.function_name(name="OldStyle")
@bp.route(route="OldStyle", methods=["GET"])
def old_style(req: func.HttpRequest) -> func.HttpResponse:
    city = settings.CITY
    return func.HttpResponse(build(words.shout(city), to_km(1250)))
