"""Converts the query by the annotations of a class."""
import json

import azure.functions as func

bp = func.Blueprint()


class Query:
    limit: int = 10
    ratio: float = 0.5
    title: str = ""


def convert(params) -> dict:
    values = {}
    for name, kind in Query.__annotations__.items():
        values[name] = kind(params.get(name, getattr(Query, name)))
    return values


@bp.function_name(name="Reflective")
@bp.route(route="Reflective", methods=["GET"])
def reflective(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(json.dumps(convert(req.params)))
