import azure.functions as func

import settings
from shared import VERSION, text
from shared.text import whisper as quiet


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(text.shout(settings.CITY) + " " + quiet(VERSION))
