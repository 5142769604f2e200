import azure.functions as func

from shared import station  # noqa: F401
from shared import barometer

bp = func.Blueprint()


@bp.function_name(name="Barometer")
@bp.route(route="Barometer", methods=["GET"])
def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"{barometer.read()} {barometer.UNIT}")
