import azure.functions as func

from .engine import evaluate
from .engine.rules.basic import NAMES


def main(req: func.HttpRequest) -> func.HttpResponse:
    points = evaluate(req.get_json())
    return func.HttpResponse(f"{points} by {', '.join(NAMES)}")
