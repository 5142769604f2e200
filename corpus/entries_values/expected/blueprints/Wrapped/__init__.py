import azure.functions as func
from shared.wrapping import logged

bp = func.Blueprint()


def handler(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("wrapped")


main = logged(handler)


bp.function_name(name="Wrapped")(bp.route(route="Wrapped", methods=["GET"])(main))
