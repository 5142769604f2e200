import azure.functions as func

from billing.numbers import number

blueprint = "cancelled {}"


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(blueprint.format(number(req.route_params["id"])))
