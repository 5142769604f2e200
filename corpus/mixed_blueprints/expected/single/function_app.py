"""Orders, in the new model."""
import azure.functions as func

from bp_orders import bp as orders
from billing.functions import billing
from billing.numbers import number

app = func.FunctionApp()
for blueprint in (orders, billing):
    app.register_functions(blueprint)


cancel_order_blueprint = "cancelled {}"


@app.function_name(name="CancelOrder")
@app.route(route="orders/{id}", methods=["DELETE"])
def cancel_order(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(cancel_order_blueprint.format(number(req.route_params["id"])))
