import azure.functions as func

from OrderEvents import bp as order_events_bp
from OrderTotals import bp as order_totals_bp

app = func.FunctionApp()

app.register_functions(order_events_bp)
app.register_functions(order_totals_bp)
