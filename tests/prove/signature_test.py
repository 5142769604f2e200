"""The worker's rules for signatures, asked of the worker itself: both accept a function, or both refuse it."""

import json
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

JUDGES = """
import json, sys, types
sys.path.insert(0, sys.argv[1])
import azure.functions as func
from azure_functions_runtime import functions
from azure_functions_runtime.bindings.meta import load_binding_registry
from pystein_migrate.prove.signature import BoundParameter, SignatureError, check_signature

load_binding_registry()
protos = types.SimpleNamespace(BindingInfo=types.SimpleNamespace(**{"out": 1, "inout": 2, "undefined": 0}))
HEAD = "import collections.abc, datetime, decimal, typing, uuid\\nimport azure.functions as func\\n"
WAYS = {"in": 0, "out": 1}

class Indexed:
    def __init__(self, function, bindings):
        self.function = function
        self.bindings = [types.SimpleNamespace(name=n, type=t, direction=WAYS[d], data_type=None) for n, t, d in bindings]
    def get_user_function(self): return self.function
    def get_function_name(self): return "f"
    def get_bindings(self): return self.bindings

def judged(case):
    scope = {"__name__": "function_app"}
    exec(HEAD + case["source"], scope)
    function = scope["f"]
    try:
        functions.Registry().add_indexed_function(Indexed(function, case["bindings"]), protos)
        worker = None
    except Exception as error:
        worker = f"{type(error).__name__}: {error}"
    try:
        check_signature(function, [BoundParameter(*item) for item in case["bindings"]], func.get_binding_registry())
        ours = None
    except SignatureError as error:
        ours = str(error)
    except Exception as error:
        ours = [repr(error)]  # must not happen
    return [worker, ours]

json.dump([judged(case) for case in json.load(sys.stdin)], sys.stdout)
"""

ANNOTATIONS = [
    "str", "bytes", "bytearray", "int", "dict", "list", "tuple", "object", "type", "None", "typing.Any", "...", "1", "'str'",
    "'func.HttpRequest'", "list[str]", "dict[str, str]", "tuple[str]", "typing.List[str]", "typing.Dict[str, str]", "typing.List",
    "typing.Tuple[str, int]", "typing.Sequence[str]", "typing.Iterable", "collections.abc.Sequence[str]", "str | None",
    "typing.Optional[str]", "typing.Union[str, bytes]", "typing.Callable", "typing.Callable[[], str]", "typing.Type[str]",
    "typing.TypeVar('T')", "typing.Literal['a']", "typing.Annotated[str, 1]", "typing.NewType('N', str)", "typing.ClassVar[str]",
    "typing.Generic", "typing.AsyncIterator[str]", "typing.Mapping", "typing.NamedTuple('N', [])", "typing.TypedDict('D', {})",
    "func.HttpRequest", "func.HttpResponse", "func.QueueMessage", "func.InputStream", "func.TimerRequest", "func.EventHubEvent",
    "func.ServiceBusMessage", "func.EventGridEvent", "func.EventGridOutputEvent", "func.DocumentList", "func.Document",
    "func.KafkaEvent", "func.SqlRow", "func.SqlRowList", "func.Context", "func.OrchestrationContext",
    "typing.List[func.EventHubEvent]", "typing.List[func.ServiceBusMessage]", "typing.List[func.KafkaEvent]",
    "typing.List[func.QueueMessage]", "list[func.EventHubEvent]",
    "func.Out", "func.Out[str]", "func.Out[bytes]", "func.Out[int]", "func.Out[dict]", "func.Out[func.HttpResponse]",
    "func.Out[func.QueueMessage]", "func.Out[func.Document]", "func.Out[func.DocumentList]", "func.Out[typing.List[str]]",
    "func.Out[list[str]]", "func.Out[typing.Any]", "func.Out[typing.Optional[str]]", "func.Out[typing.List[func.QueueMessage]]",
    "func.Out[func.EventGridOutputEvent]", "func.Out[func.SqlRow]", "func.Out[None]", "typing.Optional[func.Out[str]]",
    "typing.List[func.Out[str]]", "func.Out['str']", "datetime.datetime", "uuid.UUID", "decimal.Decimal", "Nowhere", "'Nowhere'",
    "typing.Type", "typing.NoReturn", "typing.Hashable", "typing.ContextManager[str]", "typing.Pattern[str]", "typing.Deque[str]",
]  # fmt: skip
INPUTS = [
    "httpTrigger", "queueTrigger", "blobTrigger", "blob", "timerTrigger", "eventHubTrigger", "serviceBusTrigger", "eventGridTrigger",
    "cosmosDBTrigger", "cosmosDB", "kafkaTrigger", "table", "sql", "sqlTrigger", "warmupTrigger", "activityTrigger",
    "orchestrationTrigger", "entityTrigger", "durableClient", "orchestrationClient", "signalRConnectionInfo", "HttpTrigger",
    "mysqlTrigger", "daprState",
]  # fmt: skip
OUTPUTS = [
    "http", "queue", "blob", "eventHub", "serviceBus", "eventGrid", "cosmosDB", "kafka", "table", "sql", "sendGrid", "signalR",
    "durableClient", "daprPublish",
]  # fmt: skip
TRIGGER = ["t", "timerTrigger", "in"]


def case(source: str, *bindings: list[str]) -> dict[str, Any]:
    return {"source": source, "bindings": list(bindings)}


CONTEXTS = ["context", "context: func.Context", "context: str", "context: 'func.Context'", "context: typing.Any",
            "context: typing.Optional[func.Context]", "context=None", "*, context", "ctx: func.Context", "context: 'Context'",
            "context: list[int]", "context: func.Out[str]"]  # fmt: skip
SHAPES = ["", "t", "t, x", "x", "t=None", "*t", "**t", "t, *args", "t, **kw", "*, t", "t, /", "t, x=1", "self, t", "T"]


def cases() -> list[dict[str, Any]]:
    found = [
        case(f"def f(t, x: {annotation}): ...", TRIGGER, ["x", kind, way])
        for annotation in ANNOTATIONS
        for kind, way in [
            *product(INPUTS, ["in"]),
            *product(OUTPUTS, ["out"]),
            ("queue", "in"),
            ("queueTrigger", "out"),
        ]
    ]
    for annotation in ANNOTATIONS:
        text = f"def f(t) -> {annotation}: ..."
        found += [case(text, TRIGGER, ["$return", kind, "out"]) for kind in OUTPUTS]
        found.append(case(text, TRIGGER))
        found += [
            case(text, ["t", kind, "in"]) for kind in ("activityTrigger", "orchestrationTrigger", "manualTrigger")
        ]
    for shape in (*SHAPES, *("t, " + context for context in CONTEXTS)):
        found.append(case(f"def f({shape}): ...", TRIGGER))
        found.append(case(f"async def f({shape}): ...", TRIGGER))
        found.append(case(f"def f({shape}): ...", TRIGGER, ["x", "queue", "out"]))
    for context in CONTEXTS:
        found.append(case(f"def f({context}): ...", ["context", "orchestrationTrigger", "in"]))
        found.append(case(f"def f({context}): ...", ["context", "timerTrigger", "in"]))
    found += [
        case("def f(t): ...", TRIGGER, ["$return", "queue", "in"]),
        case("def f(t, x): ...", TRIGGER, ["$return", "queue", "out"], ["x", "queue", "out"]),
        case("def f(t, x) -> str: ...", TRIGGER, ["x", "activityTrigger", "in"], ["$return", "http", "out"]),
        case("def f(t, x: Undefined): ...".replace("Undefined", "'Undefined'"), TRIGGER, ["x", "queue", "out"]),
    ]
    return [item for item in found if "Nowhere" not in item["source"] or "'Nowhere'" in item["source"]]


@pytest.mark.run
def test_accepts_and_refuses_the_signatures_that_the_worker_accepts_and_refuses(run_python: Path) -> None:
    asked = cases()
    done = subprocess.run(
        [run_python, "-W", "ignore", "-c", JUDGES, str(ROOT)],
        input=json.dumps(asked), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    accepted = sum(worker is None for worker, _ in answers)
    assert 100 < accepted < len(asked) - 100
    wrong = [
        (item["source"], item["bindings"], worker, ours)
        for item, (worker, ours) in zip(asked, answers, strict=True)
        if (worker is None) != (ours is None) or isinstance(ours, list)
    ]
    assert wrong == []
