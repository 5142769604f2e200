import azure.functions as func

bp = func.Blueprint()


def to_km(value: float) -> str:
    return f"{value / 1000} km"


def to_mm(value: float) -> str:
    return f"{value * 1000} mm"


@bp.function_name(name="Globals")
@bp.route(route="convert/{unit}", methods=["GET"])
def main(req: func.HttpRequest) -> func.HttpResponse:
    convert = globals().get("to_" + req.route_params["unit"])
    if convert is None:
        return func.HttpResponse(status_code=404)
    return func.HttpResponse(convert(float(req.params.get("value", "1"))))
