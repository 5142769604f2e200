import azure.functions as func

from shared import station  # noqa: F401
from shared import barometer


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"{barometer.read()} {barometer.UNIT}")
