import azure.functions as func

import OwnName.words
from OwnName.words import Words

bp = func.Blueprint()


@bp.function_name(name="OwnName")
@bp.route(route="OwnName", methods=["GET"])
def own_name(req: func.HttpRequest) -> func.HttpResponse:
    words = Words(req.params.get("text", OwnName.words.DEFAULT))
    return func.HttpResponse(str(words.count()))
