import azure.functions as func
from shared.wrapping import logged


def handler(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("wrapped")


main = logged(handler)
