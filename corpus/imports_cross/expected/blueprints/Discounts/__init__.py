import azure.functions as func

bp = func.Blueprint()


def discount(value: int) -> int:
    return value // 10 if value >= 50 else 0


def main(req: func.HttpRequest) -> func.HttpResponse:
    from Basket import total

    return func.HttpResponse(str(discount(total(["tea", "cup"] * 5))))


@bp.function_name(name="Discounts")
@bp.route(route="Discounts", methods=["GET"])
def discounts(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
