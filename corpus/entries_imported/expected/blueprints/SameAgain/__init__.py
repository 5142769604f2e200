import azure.functions as func

from ByName import main

bp = func.Blueprint()


@bp.function_name(name="SameAgain")
@bp.route(route="again", methods=["GET"])
def same_again(req: func.HttpRequest) -> func.HttpResponse:
    return main(req)
