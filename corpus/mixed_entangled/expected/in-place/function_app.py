import azure.functions as func
from Rates import convert
from Health import main as health_main
from Invoice import main as invoice_main
from Rates import main as rates_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)

CURRENCY = "EUR"


def priced(amount: float) -> str:
    return f"{amount:.2f} {CURRENCY}"


@app.route(route="price/{amount}")
def price(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(priced(convert(float(req.route_params["amount"]))))


@app.function_name(name="Health")
@app.route(route="health", methods=["GET"])
def health(req: func.HttpRequest) -> func.HttpResponse:
    return health_main(req)


@app.function_name(name="Invoice")
@app.route(route="invoice", methods=["GET"])
def invoice(req: func.HttpRequest) -> func.HttpResponse:
    return invoice_main(req)


@app.function_name(name="Rates")
@app.route(route="rates", methods=["GET"])
def rates(req: func.HttpRequest) -> func.HttpResponse:
    return rates_main(req)


from Receipt import main as receipt_main


@app.function_name(name="Receipt")
@app.route(route="receipt", methods=["GET"])
def receipt(req: func.HttpRequest) -> func.HttpResponse:
    return receipt_main(req)
