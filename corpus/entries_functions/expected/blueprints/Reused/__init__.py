import azure.functions as func

bp = func.Blueprint()


def both(req: func.HttpRequest) -> str:
    twice = [main(req).get_body().decode("utf-8") for _ in range(2)]
    return " and ".join(twice)


def main(req: func.HttpRequest) -> func.HttpResponse:
    if req.params.get("twice"):
        single = func.HttpRequest(method=req.method, url=req.url, body=b"")
        return func.HttpResponse(both(single))
    return func.HttpResponse("once")


@bp.function_name(name="Reused")
@bp.route(route="Reused", methods=["GET"])
def reused(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
