import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="NoRoute")
@bp.route(route="NoRoute")
def no_route(req: func.HttpRequest) -> str:
    return f"{req.method} without a route"
