import azure.functions as func

RATE = 0.92


def convert(amount: float) -> float:
    return amount * RATE


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(RATE))
