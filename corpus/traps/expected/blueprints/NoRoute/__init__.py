import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="NoRoute")
@bp.route(route="NoRoute")
def main(req: func.HttpRequest) -> str:
    return f"{req.method} without a route"
