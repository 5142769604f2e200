import azure.functions as func
from Rates import convert
from Health import main as health
from Invoice import main as invoice
from Rates import main as rates

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)

CURRENCY = "EUR"


def priced(amount: float) -> str:
    return f"{amount:.2f} {CURRENCY}"


@app.route(route="price/{amount}")
def price(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(priced(convert(float(req.route_params["amount"]))))


app.function_name(name="Health")(app.route(route="health", methods=["GET"])(health))


app.function_name(name="Invoice")(app.route(route="invoice", methods=["GET"])(invoice))


app.function_name(name="Rates")(app.route(route="rates", methods=["GET"])(rates))


from Receipt import main as receipt

app.function_name(name="Receipt")(app.route(route="receipt", methods=["GET"])(receipt))
