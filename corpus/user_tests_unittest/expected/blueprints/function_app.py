import azure.functions as func

from InvoicePaid import bp as invoice_paid_bp
from Rates import bp as rates_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(invoice_paid_bp)
app.register_functions(rates_bp)
