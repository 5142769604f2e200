import azure.functions as func

bp = func.Blueprint()

main = lambda req: func.HttpResponse("pong")  # noqa: E731


@bp.function_name(name="Lambda")
@bp.route(route="ping", methods=["GET"])
def lambda_function(req):
    return main(req)
