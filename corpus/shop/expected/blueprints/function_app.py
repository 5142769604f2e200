import importlib

import azure.functions as func

from ChargeCustomer import bp as charge_customer_bp
from GetOrder import bp as get_order_bp
from ImportCatalogue import bp as import_catalogue_bp
from PlaceOrder import bp as place_order_bp
from RestockReport import bp as restock_report_bp
from ReturnReceived import bp as return_received_bp
from ShipOrder import bp as ship_order_bp

app = func.FunctionApp()

app.register_functions(charge_customer_bp)
app.register_functions(get_order_bp)
app.register_functions(import_catalogue_bp)
app.register_functions(place_order_bp)
app.register_functions(restock_report_bp)
app.register_functions(return_received_bp)
app.register_functions(ship_order_bp)
stock_alert_bp = importlib.import_module("stock-alert").bp
app.register_functions(stock_alert_bp)
