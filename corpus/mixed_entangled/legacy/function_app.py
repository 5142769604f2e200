import azure.functions as func
from Rates import convert

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)

CURRENCY = "EUR"


def priced(amount: float) -> str:
    return f"{amount:.2f} {CURRENCY}"


@app.route(route="price/{amount}")
def price(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(priced(convert(float(req.route_params["amount"]))))
