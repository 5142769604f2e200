import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="NamedResponse")
@bp.route(route="NamedResponse", methods=["GET", "POST"], binding_arg_name="res")
def named_response(req: func.HttpRequest, res: func.Out[func.HttpResponse]) -> None:
    res.set(func.HttpResponse(req.method.lower()))
