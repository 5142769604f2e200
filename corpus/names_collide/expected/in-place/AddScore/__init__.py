import json
import logging
import threading
from typing import Dict, List, TypeVar

import azure.functions as func

__all__ = ["main", "State"]

T = TypeVar("T")

log = logging.getLogger("scores")
LIMIT = 100
UNIT = "points"
ALLOWED = frozenset({"chess", "go"})

_lock = threading.Lock()
counter = 0
state: "Dict[str, List[int]]" = {}


class State:
    limit = LIMIT  # read in the class body

    def __init__(self, scores: "List[int]") -> None:
        self.scores = scores

    def __repr__(self) -> str:
        return f"State({len(self.scores)} of {LIMIT} {UNIT})"

    def best(self, LIMIT: int = LIMIT) -> int:
        # The parameter hides the constant; only its default is the constant.
        return max((score for score in self.scores if score <= LIMIT), default=0)


def first(items: List[T], default: T) -> T:
    return items[0] if items else default


def validate(data: dict) -> dict:
    if data.get("game") not in ALLOWED:
        raise ValueError(f"{data.get('game')!r} is none of {', '.join(sorted(ALLOWED))}")
    return data


def main(req: func.HttpRequest) -> func.HttpResponse:
    global counter
    try:
        data = validate(req.get_json())
    except ValueError as error:
        return func.HttpResponse(str(error), status_code=400)

    with _lock:
        counter += 1
        scores = state.setdefault(data["game"], [])
        scores.append(min(int(data["score"]), LIMIT))

    current = State(scores)
    log.info(f"{counter} scores, {current!r}, first {first(scores, 0)}")
    return func.HttpResponse(json.dumps({"best": current.best(), "unit": UNIT}))
