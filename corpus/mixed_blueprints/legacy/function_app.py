"""Orders, in the new model."""
import azure.functions as func

from bp_orders import bp as orders
from billing.functions import billing

app = func.FunctionApp()
for blueprint in (orders, billing):
    app.register_functions(blueprint)
