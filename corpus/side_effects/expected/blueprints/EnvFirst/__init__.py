import os

os.environ.setdefault("ENGINE_MODE", "fast")

import azure.functions as func  # noqa: E402

from shared import engine  # noqa: E402

bp = func.Blueprint()


@bp.function_name(name="EnvFirst")
@bp.route(route="EnvFirst", methods=["GET"])
def env_first(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(engine.MODE)
