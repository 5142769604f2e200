import os

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Context")
@bp.route(route="Context", methods=["GET"])
def context(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    path = os.path.join(context.function_directory, "motto.txt")
    with open(path) as file:
        return func.HttpResponse(f"{context.function_name}: {file.read().strip()}")
