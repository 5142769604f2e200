import azure.functions as func

from shared.guards import require_token


@require_token
def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("welcome")
