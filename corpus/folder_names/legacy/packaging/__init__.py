import azure.functions as func

from .boxes import smallest


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(smallest(7))
