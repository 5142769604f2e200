import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Json")
@bp.route(route="Json", methods=["POST"], auth_level=func.AuthLevel.ANONYMOUS)
def main(req: func.HttpRequest) -> func.HttpResponse:
    try:
        pretty = json.dumps(req.get_json(), indent=2, sort_keys=True)
    except ValueError:
        return func.HttpResponse("not JSON", status_code=400)
    return func.HttpResponse(pretty)
