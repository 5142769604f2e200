import azure.functions as func

from ..shared.catalogue import SENSORS

WATCHED = sorted(SENSORS)


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(", ".join(WATCHED))
