import datetime

import azure.functions as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    first = datetime.date(int(req.route_params["year"]), 1, 1)
    return func.HttpResponse(first.strftime("%A"))
