import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="close-account")
@bp.route(route="accounts/{id:int}", methods=["DELETE"])
def close_account(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"account {req.route_params['id']} is closed", status_code=202)
