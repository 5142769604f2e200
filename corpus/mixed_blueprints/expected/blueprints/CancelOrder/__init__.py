import azure.functions as func

from billing.numbers import number

bp = func.Blueprint()

blueprint = "cancelled {}"


@bp.function_name(name="CancelOrder")
@bp.route(route="orders/{id}", methods=["DELETE"])
def cancel_order(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(blueprint.format(number(req.route_params["id"])))
