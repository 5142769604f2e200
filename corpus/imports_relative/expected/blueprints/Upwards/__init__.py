import azure.functions as func

import settings
from shared import VERSION, text
from shared.text import whisper as quiet

bp = func.Blueprint()


@bp.function_name(name="Upwards")
@bp.route(route="Upwards", methods=["GET"])
def upwards(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(text.shout(settings.CITY) + " " + quiet(VERSION))
