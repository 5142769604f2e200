import azure.functions as func

from .engine import evaluate
from .engine.rules.basic import NAMES

bp = func.Blueprint()


@bp.function_name(name="Score")
@bp.route(route="Score", methods=["POST"])
def score(req: func.HttpRequest) -> func.HttpResponse:
    points = evaluate(req.get_json())
    return func.HttpResponse(f"{points} by {', '.join(NAMES)}")
