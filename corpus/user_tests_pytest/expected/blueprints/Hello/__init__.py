import azure.functions as func

from shared.clock import today

bp = func.Blueprint()

GREETING = "Hello"


def main(req: func.HttpRequest) -> func.HttpResponse:
    name = req.params.get("name")
    if not name:
        return func.HttpResponse("name?", status_code=400)
    return func.HttpResponse(f"{GREETING} {name}, it is {today():%A}")


@bp.function_name(name="Hello")
@bp.route(route="Hello", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
def hello(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
