import azure.functions as func
from Rates import convert
from Health import bp as health_bp
from Invoice import bp as invoice_bp
from Rates import bp as rates_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)

CURRENCY = "EUR"


def priced(amount: float) -> str:
    return f"{amount:.2f} {CURRENCY}"


@app.route(route="price/{amount}")
def price(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(priced(convert(float(req.route_params["amount"]))))


app.register_functions(health_bp)
app.register_functions(invoice_bp)
app.register_functions(rates_bp)

from Receipt import bp as receipt_bp

app.register_functions(receipt_bp)
