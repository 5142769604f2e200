import azure.functions as func


def converter(factor: float, unit: str):
    def convert(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse(f"{float(req.route_params['value']) * factor:g} {unit}")

    return convert


main = converter(1.609344, "km")
