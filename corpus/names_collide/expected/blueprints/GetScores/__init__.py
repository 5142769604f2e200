import json
import logging
from typing import Dict, List, TypeVar

import azure.functions as func

bp = func.Blueprint()

T = TypeVar("T")

log = logging.getLogger("scores.read")
LIMIT = 10
UNIT = "points"
ALLOWED = frozenset({"chess", "go"})

counter = 0
state: "Dict[str, State]" = {}


class State:
    """What one caller has read so far; not the State of AddScore."""

    def __init__(self, caller: str) -> None:
        self.caller = caller
        self.reads: "List[str]" = []


class Stale(State):
    def __init__(self) -> None:
        super().__init__("nobody")


def first(items: List[T], default: T) -> T:
    return items[0] if items else default


def validate(data: dict) -> dict:
    return {key: value for key, value in data.items() if key in ("game", "limit")}


def page(limit=LIMIT):
    def cut(items):
        return items[: min(limit, LIMIT)]

    return cut


@bp.function_name(name="GetScores")
@bp.route(route="scores", methods=["GET"])
def get_scores(req: func.HttpRequest) -> func.HttpResponse:
    global counter
    counter = counter + 1
    wanted = validate(dict(req.params))
    caller = state.setdefault(req.headers.get("X-Caller", "?"), State("?"))
    caller.reads.append(wanted.get("game", first(sorted(ALLOWED), "go")))
    log.info("%s reads, stale: %s", counter, isinstance(caller, Stale))
    return func.HttpResponse(json.dumps({"reads": page()(caller.reads), "unit": UNIT}))
