import io
import json
import logging
import os
import threading
from typing import Dict, List, TypeVar

import azure.functions as fn
import azure.functions as func

from Scopes import main as scopes_main

app = func.FunctionApp()

AddScoreT = TypeVar("T")

add_score_log = logging.getLogger("scores")
ADD_SCORE_LIMIT = 100
UNIT = "points"
ADD_SCORE_ALLOWED = frozenset({"chess", "go"})

_lock = threading.Lock()
add_score_counter = 0
add_score_state: "Dict[str, List[int]]" = {}


class AddScoreState:
    limit = ADD_SCORE_LIMIT  # read in the class body

    def __init__(self, scores: "List[int]") -> None:
        self.scores = scores

    def __repr__(self) -> str:
        return f"State({len(self.scores)} of {ADD_SCORE_LIMIT} {UNIT})"

    def best(self, LIMIT: int = ADD_SCORE_LIMIT) -> int:
        # The parameter hides the constant; only its default is the constant.
        return max((score for score in self.scores if score <= LIMIT), default=0)


def add_score_first(items: List[AddScoreT], default: AddScoreT) -> AddScoreT:
    return items[0] if items else default


def add_score_validate(data: dict) -> dict:
    if data.get("game") not in ADD_SCORE_ALLOWED:
        raise ValueError(f"{data.get('game')!r} is none of {', '.join(sorted(ADD_SCORE_ALLOWED))}")
    return data


@app.function_name(name="AddScore")
@app.route(route="scores", methods=["POST"])
def add_score(req: func.HttpRequest) -> func.HttpResponse:
    global add_score_counter
    try:
        data = add_score_validate(req.get_json())
    except ValueError as error:
        return func.HttpResponse(str(error), status_code=400)

    with _lock:
        add_score_counter += 1
        scores = add_score_state.setdefault(data["game"], [])
        scores.append(min(int(data["score"]), ADD_SCORE_LIMIT))

    current = AddScoreState(scores)
    add_score_log.info(f"{add_score_counter} scores, {current!r}, first {add_score_first(scores, 0)}")
    return func.HttpResponse(json.dumps({"best": current.best(), "unit": UNIT}))


path = os.path.join(os.path.dirname(os.__file__), "this.py")


@app.function_name(name="Builtins")
@app.queue_trigger(
    arg_name="msg",
    queue_name="builtins",
    connection="AzureWebJobsStorage",
)
def builtins(msg: func.QueueMessage) -> None:
    with open(path) as file:
        print(id(file) != 0, max(len(line) for line in file))


generated_function_app = {"name": "scores", "functions": 7}
df = [{"game": "go", "score": 3}, {"game": "chess", "score": 5}]


def generated_function_func(rows):
    return sum(row["score"] for row in rows)


def generated(text):
    return f"{text} of {generated_function_app['name']}"


@app.function_name(name="Generated")
@app.route(route="Generated", methods=["GET"])
def generated_function(req: fn.HttpRequest) -> fn.HttpResponse:
    """Uses the names that a generated function_app.py needs for itself."""
    return fn.HttpResponse(generated(f"{generated_function_func(df)} points"))


GetScoresT = TypeVar("T")

get_scores_log = logging.getLogger("scores.read")
GET_SCORES_LIMIT = 10
GET_SCORES_ALLOWED = frozenset({"chess", "go"})

get_scores_counter = 0
get_scores_state: "Dict[str, GetScoresState]" = {}


class GetScoresState:
    """What one caller has read so far; not the State of AddScore."""

    def __init__(self, caller: str) -> None:
        self.caller = caller
        self.reads: "List[str]" = []


class Stale(GetScoresState):
    def __init__(self) -> None:
        super().__init__("nobody")


def get_scores_first(items: List[GetScoresT], default: GetScoresT) -> GetScoresT:
    return items[0] if items else default


def get_scores_validate(data: dict) -> dict:
    return {key: value for key, value in data.items() if key in ("game", "limit")}


def page(limit=GET_SCORES_LIMIT):
    def cut(items):
        return items[: min(limit, GET_SCORES_LIMIT)]

    return cut


@app.function_name(name="GetScores")
@app.route(route="scores", methods=["GET"])
def get_scores(req: func.HttpRequest) -> func.HttpResponse:
    global get_scores_counter
    get_scores_counter = get_scores_counter + 1
    wanted = get_scores_validate(dict(req.params))
    caller = get_scores_state.setdefault(req.headers.get("X-Caller", "?"), GetScoresState("?"))
    caller.reads.append(wanted.get("game", get_scores_first(sorted(GET_SCORES_ALLOWED), "go")))
    get_scores_log.info("%s reads, stale: %s", get_scores_counter, isinstance(caller, Stale))
    return func.HttpResponse(json.dumps({"reads": page()(caller.reads), "unit": UNIT}))


@app.function_name(name="Scopes")
@app.timer_trigger(arg_name="timer", schedule="0 0 4 * * *")
def scopes(timer: func.TimerRequest) -> None:
    scopes_main(timer)


# Names that hide builtins: the other scripts must keep the real ones.
shadow_log = logging.getLogger(__name__)


def shadow_print(*values, sep=" "):
    shadow_log.info(sep.join(str(value) for value in values))


def shadow_open(data: bytes):
    return io.StringIO(data.decode("utf-8"))


shadow_id = "shadow"
shadow_max = 3


@app.function_name(name="Shadow")
@app.queue_trigger(
    arg_name="msg",
    queue_name="shadows",
    connection="AzureWebJobsStorage",
)
def shadow(msg: func.QueueMessage) -> None:
    with shadow_open(msg.get_body()) as lines:
        for number, line in enumerate(lines):
            if number < shadow_max:
                shadow_print(shadow_id, number, line.rstrip())


@app.function_name(name="get_scores")
@app.route(route="v0/scores", methods=["GET"])
def get_scores_function(req: func.HttpRequest) -> func.HttpResponse:
    """The first version of GetScores: its folder's name and the snake_case of the other are one name."""
    return func.HttpResponse("moved", status_code=301, headers={"Location": "/api/scores"})
