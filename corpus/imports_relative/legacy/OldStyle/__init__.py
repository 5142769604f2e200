import azure.functions as func

import __app__.settings
import __app__.shared.text as words
from __app__.OldStyle.answer import build
from __app__.shared.units import to_km


def main(req: func.HttpRequest) -> func.HttpResponse:
    city = __app__.settings.CITY
    return func.HttpResponse(build(words.shout(city), to_km(1250)))
