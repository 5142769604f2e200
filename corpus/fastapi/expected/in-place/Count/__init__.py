import azure.functions as func

from library.models import BOOKS


async def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(len(BOOKS)))
