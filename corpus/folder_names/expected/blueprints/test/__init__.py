import azure.functions as func

bp = func.Blueprint()

STEPS = ("unpack", "weigh")


def unpack() -> str:
    return "unpacked"


def weigh() -> str:
    return "3 kg"


@bp.function_name(name="test")
@bp.route(route="test", methods=["GET"])
def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(", ".join(globals()[step]() for step in STEPS))
