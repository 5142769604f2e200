import azure.functions as func

bp = func.Blueprint()


def converter(factor: float, unit: str):
    def convert(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse(f"{float(req.route_params['value']) * factor:g} {unit}")

    return convert


main = converter(1.609344, "km")


bp.function_name(name="Factory")(bp.route(route="units/{value}", methods=["GET"])(main))
