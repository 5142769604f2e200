"""Orders, in the new model."""
import azure.functions as func

from bp_orders import bp as orders
from billing.functions import billing
from CancelOrder import bp as cancel_order_bp

app = func.FunctionApp()
for blueprint in (orders, billing):
    app.register_functions(blueprint)


app.register_functions(cancel_order_bp)
