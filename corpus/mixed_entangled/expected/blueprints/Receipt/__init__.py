import azure.functions as func
from function_app import CURRENCY, priced

bp = func.Blueprint()


@bp.function_name(name="Receipt")
@bp.route(route="receipt", methods=["GET"])
def receipt(req: func.HttpRequest) -> func.HttpResponse:
    total = float(req.params.get("total", "12"))
    return func.HttpResponse(f"{priced(total)}, all prices in {CURRENCY}")
