import azure.functions as func

from Audit import bp as audit_bp
from Basket import bp as basket_bp
from Discounts import bp as discounts_bp
from Login import bp as login_bp
from Prices import bp as prices_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(audit_bp)
app.register_functions(basket_bp)
app.register_functions(discounts_bp)
app.register_functions(login_bp)
app.register_functions(prices_bp)
