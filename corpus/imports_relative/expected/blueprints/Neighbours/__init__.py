import azure.functions as func

from . import places
from .model import City, distance as km_between
from .rules.limits import NEAR

bp = func.Blueprint()


@bp.function_name(name="Neighbours")
@bp.route(route="Neighbours", methods=["GET"])
def neighbours(req: func.HttpRequest) -> func.HttpResponse:
    home = City(*places.HOME)
    near = [name for name, lat, lon in places.ALL if km_between(home, City(name, lat, lon)) < NEAR]
    return func.HttpResponse(", ".join(near))
