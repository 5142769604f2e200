import azure.functions as func
import azure.functions as azure_functions

from shared.units import *
from .constants import *

stars_bp = azure_functions.Blueprint()


@stars_bp.function_name(name="Stars")
@stars_bp.route(route="stars/{metres:int}", methods=["GET"])
def main(req: func.HttpRequest) -> func.HttpResponse:
    metres = int(req.route_params["metres"])
    return func.HttpResponse(TEMPLATE.format(to_km(metres), UNIT, KM))
