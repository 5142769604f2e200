import azure.functions as func

from shared.env import load

load()

from shared.settings import REGION, RETRIES  # noqa: E402

bp = func.Blueprint()


@bp.function_name(name="Dotenv")
@bp.route(route="Dotenv", methods=["GET"])
def dotenv(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"{REGION}, {RETRIES} tries")
