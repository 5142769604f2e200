import azure.functions as func
from Rates.__init__ import convert

bp = func.Blueprint()


@bp.function_name(name="Invoice")
@bp.route(route="invoice", methods=["GET"])
def invoice(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(convert(100)))
