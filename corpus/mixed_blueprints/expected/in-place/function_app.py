"""Orders, in the new model."""
import azure.functions as func

from bp_orders import bp as orders
from billing.functions import billing
from CancelOrder import main as cancel_order_main

app = func.FunctionApp()
for blueprint in (orders, billing):
    app.register_functions(blueprint)


@app.function_name(name="CancelOrder")
@app.route(route="orders/{id}", methods=["DELETE"])
def cancel_order(req: func.HttpRequest) -> func.HttpResponse:
    return cancel_order_main(req)
