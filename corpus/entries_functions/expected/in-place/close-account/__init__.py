import azure.functions as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"account {req.route_params['id']} is closed", status_code=202)
