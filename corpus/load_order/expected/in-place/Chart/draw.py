import azure.functions as func

from shared.style import STYLE


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(STYLE)
