import azure.functions as func
from common import audit as auditing

bp = func.Blueprint()

TRIES = 3


class TooOften(Exception):
    pass


def main(req: func.HttpRequest, audit: func.Out[str]) -> func.HttpResponse:
    # Below the definitions that the helper needs.
    from .limits import check

    user = req.params.get("user", "nobody")
    try:
        check(user)
    except TooOften:
        return func.HttpResponse(status_code=429)
    audit.set(auditing.line(who=user, what="login"))
    return func.HttpResponse(status_code=204)


@bp.function_name(name="Login")
@bp.route(route="Login", methods=["POST"])
@bp.queue_output(arg_name="audit", queue_name="audit", connection="AzureWebJobsStorage")
def login(req: func.HttpRequest, audit: func.Out[str]) -> func.HttpResponse:
    return main(req, audit)
