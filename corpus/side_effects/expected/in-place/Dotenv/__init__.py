import azure.functions as func

from shared.env import load

load()

from shared.settings import REGION, RETRIES  # noqa: E402


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"{REGION}, {RETRIES} tries")
