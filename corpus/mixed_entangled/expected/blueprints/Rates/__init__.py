import azure.functions as func

bp = func.Blueprint()

RATE = 0.92


def convert(amount: float) -> float:
    return amount * RATE


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(RATE))


@bp.function_name(name="Rates")
@bp.route(route="rates", methods=["GET"])
def rates(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
