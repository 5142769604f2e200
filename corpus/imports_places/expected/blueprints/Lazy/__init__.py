import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Lazy")
@bp.route(route="Lazy", methods=["GET"])
def lazy(req: func.HttpRequest) -> func.HttpResponse:
    # Both are slow to import, and most callers never come here.
    import decimal

    from .report import lines

    decimal.getcontext().prec = 6
    return func.HttpResponse("\n".join(lines(decimal.Decimal(2).sqrt())))
