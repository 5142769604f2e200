import azure.functions as func

from shared.units import *
from .constants import *


def main(req: func.HttpRequest) -> func.HttpResponse:
    metres = int(req.route_params["metres"])
    return func.HttpResponse(TEMPLATE.format(to_km(metres), UNIT, KM))
