import azure.functions as func
from Rates.__init__ import convert


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(convert(100)))
