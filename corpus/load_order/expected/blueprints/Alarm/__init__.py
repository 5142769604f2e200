import azure.functions as func

from shared.catalogue import SENSORS

bp = func.Blueprint()

WATCHED = sorted(SENSORS)


@bp.function_name(name="Alarm")
@bp.route(route="Alarm", methods=["GET"])
def alarm(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(", ".join(WATCHED))
