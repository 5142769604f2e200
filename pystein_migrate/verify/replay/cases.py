"""What every function is invoked with: inputs made up from its bindings and from the keys that its code asks for.

Values are plain (see ``child/typed.py``): ``{"string": "x"}``, ``{"json": "[1]"}``, ``{"http": {...}}``. Shapes are
those the host sends, as the converters of azure-functions decode them.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pystein_migrate.model.app import App, Binding, Function
from pystein_migrate.text.decoding import UndecodableError, decode_python
from pystein_migrate.verify.replay.child.durable import first_turn

Typed = Mapping[str, Any]

MAX_KEYS = 24
_DURABLE_HOST = "127.0.0.1:DURABLE_PORT"
_BROKEN_JSON = '{"name": "sample", '
_NOW = "2023-11-14T22:13:20Z"
_ROUTE_PARAMETER = re.compile(r"\{\*{0,2}(\w+)([^{}]*)\}")
_PATH_PARAMETER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Case:
    """One invocation. ``trigger`` names the trigger's parameter among ``inputs``.

    ``orchestration`` is the first turn of an orchestration; the turns after it follow from what the function answers.
    """

    function: str
    name: str
    trigger: str
    inputs: Mapping[str, Typed | None]
    metadata: Mapping[str, Typed] = field(default_factory=dict)
    orchestration: Mapping[str, Any] | None = None


def cases_for_app(app: App) -> list[Case]:
    """The cases of every function of a legacy app that has a trigger, in the app's order."""
    return [case for function in app.functions if function.trigger for case in cases_for(function, app)]


def cases_for(function: Function, app: App) -> list[Case]:
    """The cases of one function; its script is read for keys and words, never run."""
    trigger = function.trigger
    if trigger is None:
        return []
    words = _harvest(function, app)
    beside = {
        binding.name: _input(binding, words)
        for binding in function.bindings
        if _is_input(binding) and not binding.is_trigger
    }
    cases = [
        Case(function.name, name, trigger.name, {trigger.name: value, **beside}, metadata, orchestration)
        for name, value, metadata, orchestration in _trigger_cases(trigger, function.name, words)
    ]
    empty = {
        binding.name: _EMPTY_INPUTS[binding.type.lower()]
        for binding in function.bindings
        if _is_input(binding) and binding.type.lower() in _EMPTY_INPUTS and not binding.is_trigger
    }
    if empty and cases:
        first = cases[min(1, len(cases) - 1)]
        name = f"{first.name}, nothing found by the input bindings"
        cases.append(Case(function.name, name, first.trigger, {**first.inputs, **empty}, first.metadata))
    return cases


def _is_input(binding: Binding) -> bool:
    return binding.direction != "out"


@dataclass(frozen=True, slots=True)
class _Words:
    """``keys``: strings that the code uses as keys; ``names``: those it compares with."""

    keys: tuple[str, ...]
    names: tuple[str, ...]

    def document(self, number: bool = False) -> dict[str, Any]:
        return {key: (index if number else f"sample {key}") for index, key in enumerate(self.keys or ("name",), 1)}


def _harvest(function: Function, app: App) -> _Words:
    keys: dict[str, None] = {}
    names: dict[str, None] = {}
    folder = function.name + "/"
    paths = [function.script, *(path for path in app.files if path.startswith(folder) and path.endswith(".py"))]
    for path in dict.fromkeys(paths):
        for node in ast.walk(_tree(app, path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
                _add(keys, node.args[:1])
            elif isinstance(node, ast.Subscript):
                _add(keys, [node.slice])
            elif isinstance(node, ast.Compare):
                _add(names, [node.left, *node.comparators])
    return _Words(tuple(keys)[:MAX_KEYS], tuple(names)[:MAX_KEYS])


def _tree(app: App, path: str) -> ast.AST:
    try:
        return ast.parse(decode_python(app.files.get(path, b"")).text)
    except (SyntaxError, UndecodableError, ValueError, RecursionError):
        return ast.Module([], [])


def _add(found: dict[str, None], nodes: list[ast.expr]) -> None:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and 0 < len(node.value) <= 60:
            found[node.value] = None


_TriggerCase = tuple[str, "Typed | None", Mapping[str, Typed], "Mapping[str, Any] | None"]


def _trigger_cases(trigger: Binding, function: str, words: _Words) -> Iterator[_TriggerCase]:
    kind = trigger.type.lower()
    if kind == "httptrigger":
        yield from _http(trigger, function, words)
    elif kind == "timertrigger":
        for past_due in (False, True):
            status = {"Last": _NOW, "LastUpdated": _NOW, "Next": _NOW}
            timer = {"IsPastDue": past_due, "Schedule": {"AdjustForDST": True}, "ScheduleStatus": status}
            yield "past due" if past_due else "on time", {"json": json.dumps(timer)}, {}, None
    elif kind == "orchestrationtrigger":
        for name, given in (("no input", None), ("document", words.document()), ("text", "sample text")):
            yield name, None, {}, first_turn(function, given)
    elif kind == "activitytrigger":
        for name, value in (("document", words.document()), ("text", "sample text"), ("number", 3), ("list", [1, 2])):
            yield name, {"string": json.dumps(value)}, {}, None
    elif kind == "entitytrigger":
        yield from _entity(function, words)
    elif kind == "warmuptrigger":
        yield "warm-up", {"json": "{}"}, {}, None
    elif kind == "eventgridtrigger":
        yield from _event_grid(words)
    elif kind == "cosmosdbtrigger":
        documents = [{"id": "1", **words.document()}, {"id": "2", **words.document(number=True)}]
        yield "two documents", {"json": json.dumps(documents)}, {}, None
        yield "no document", {"json": "[]"}, {}, None
    else:
        yield from _messages(trigger, kind, words)


def _http(trigger: Binding, function: str, words: _Words) -> Iterator[_TriggerCase]:
    route = trigger.get("route")
    params = {name: "7" if "int" in rest else f"sample-{name}" for name, rest in _ROUTE_PARAMETER.findall(route or "")}
    methods = [str(method).upper() for method in trigger.get("methods") or ("GET", "POST")]
    reading = next((method for method in methods if method == "GET"), methods[0] if methods else "GET")
    sending = next((method for method in methods if method in ("POST", "PUT", "PATCH")), reading)
    url = f"https://localhost/api/{route or function}"
    texts = {key: str(value) for key, value in words.document().items()}
    numbers = {key: str(value) for key, value in words.document(number=True).items()}
    requests: list[tuple[str, str, dict[str, str], str]] = [
        (f"{reading} without parameters", reading, {}, ""),
        (f"{reading} with parameters", reading, texts, ""),
        (f"{reading} with numbers for parameters", reading, numbers, ""),
        (f"{sending} with JSON", sending, {}, json.dumps(words.document())),
        (f"{sending} with JSON of numbers", sending, {}, json.dumps(words.document(number=True))),
        (f"{sending} with a JSON list", sending, {}, json.dumps([words.document()])),
        (f"{sending} with broken JSON", sending, {}, _BROKEN_JSON),
    ]
    requests += [(f"{method}", method, texts, "") for method in methods if method not in (reading, sending)]
    for name, method, query, body in requests:
        headers = {"content-type": "application/json", "host": "localhost", "user-agent": "verify", **_headers(words)}
        request = {
            "method": method,
            "url": url + ("?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""),
            "headers": headers,
            "params": params,
            "query": query,
            "body": {"bytes": body},
        }
        yield name, {"http": request}, {}, None


def _headers(words: _Words) -> dict[str, str]:
    """Header-like keys of the code, as the host sends them: in lower case."""
    return {key.lower(): "sample" for key in words.keys if "-" in key and re.fullmatch(r"[\w-]+", key)}


def _entity(function: str, words: _Words) -> Iterator[_TriggerCase]:
    operations = [*words.names, "get", "add", "reset"]
    for name, exists, state in (("new entity", False, None), ("known entity", True, "5")):
        batch = [
            {"name": operation, "signal": False, "input": "3", "id": f"call-{index}"}
            for index, operation in enumerate(dict.fromkeys(operations))
        ]
        entity = {"self": {"name": function, "key": "key-1"}, "exists": exists, "state": state, "batch": batch}
        yield name, {"string": json.dumps(entity)}, {}, None


def _event_grid(words: _Words) -> Iterator[_TriggerCase]:
    blob = {"url": "https://sample.blob.core.windows.net/in/sample.txt", "api": "PutBlob", "contentLength": 11}
    event = {
        "id": "event-1",
        "topic": "/subscriptions/sample",
        "subject": "/blobServices/default/containers/in/blobs/sample.txt",
        "eventType": "Microsoft.Storage.BlobCreated",
        "eventTime": _NOW,
        "dataVersion": "1",
    }
    yield "blob created", {"json": json.dumps({**event, "data": {**words.document(), **blob}})}, {}, None
    validation = {"validationCode": "code-1", "validationUrl": "https://sample"}
    kind = "Microsoft.EventGrid.SubscriptionValidationEvent"
    yield "validation", {"json": json.dumps({**event, "eventType": kind, "data": validation})}, {}, None


def _messages(trigger: Binding, kind: str, words: _Words) -> Iterator[_TriggerCase]:
    many = str(trigger.get("cardinality") or "one").lower() == "many"
    binary = str(trigger.get("dataType") or "").lower() == "binary" or kind == "blobtrigger"
    bodies = {
        "JSON": json.dumps(words.document()),
        "JSON of numbers": json.dumps(words.document(number=True)),
        "JSON list": json.dumps([words.document(), words.document(number=True)]),
        "text": "sample text\nsecond line",
        "broken JSON": _BROKEN_JSON,
        "nothing": "",
    }
    metadata = _metadata(trigger, kind, many)
    if many:
        batch = [bodies["JSON"], bodies["JSON of numbers"]]
        kind_of_batch = "collection_bytes" if binary else "collection_string"
        yield "batch of JSON", {kind_of_batch: batch}, metadata, None
        yield "batch of text", {kind_of_batch: [bodies["text"], bodies["broken JSON"]]}, metadata, None
        if kind not in ("kafkatrigger", "eventhubtrigger", "servicebustrigger"):
            yield "batch as JSON", {"json": json.dumps([words.document(), words.document(number=True)])}, metadata, None
        return
    for name, body in bodies.items():
        yield name, {"bytes" if binary else "string": body}, metadata, None


def _metadata(trigger: Binding, kind: str, many: bool) -> dict[str, Typed]:
    if kind == "blobtrigger":
        path = str(trigger.get("path") or "in/sample.txt")
        names = _PATH_PARAMETER.findall(path)
        blob = _PATH_PARAMETER.sub(lambda match: f"sample-{match.group(1)}", path)
        return {
            "BlobTrigger": {"string": blob},
            "Uri": {"string": f"https://sample.blob.core.windows.net/{blob}"},
            "Properties": {"json": json.dumps({"ContentLength": 11, "ETag": "etag", "LastModified": _NOW})},
            "Metadata": {"json": "{}"},
            **{name: {"string": f"sample-{name}"} for name in names},
        }
    if kind == "queuetrigger":
        times = {name: {"string": _NOW} for name in ("ExpirationTime", "InsertionTime", "NextVisibleTime")}
        return {
            "Id": {"string": "message-1"},
            "DequeueCount": {"string": "1"},
            "PopReceipt": {"string": "pop"},
            **times,
        }
    if kind == "kafkatrigger":
        return _kafka_metadata(many)
    events = {"EnqueuedTimeUtc": _NOW, "SequenceNumber": 5, "Offset": "12", "PartitionKey": "key"}
    if kind == "servicebustrigger":
        events |= {"MessageId": "message-1", "ContentType": "application/json", "DeliveryCount": 1, "Label": "label"}
        events |= {"CorrelationId": "correlation-1", "UserProperties": {"key": "value"}}
        events |= {"ApplicationProperties": {"key": "value"}}
    else:
        events |= {"SystemProperties": dict(events), "Properties": {"key": "value"}}
    if many:
        return {f"{name}Array": {"json": json.dumps([value, value])} for name, value in events.items()}
    return {name: _scalar(value) for name, value in events.items()}


def _scalar(value: Any) -> Typed:
    return {"string": value} if isinstance(value, str) else {"json": json.dumps(value)}


def _kafka_metadata(many: bool) -> dict[str, Typed]:
    fields: dict[str, Any] = {"Timestamp": _NOW, "Key": "key", "Partition": 0, "Topic": "topic", "Headers": []}
    if not many:
        return {**{name: _scalar(value) for name, value in fields.items()}, "Offset": {"json": "12"}}
    arrays: dict[str, Typed] = {f"{name}Array": {"json": json.dumps([value] * 2)} for name, value in fields.items()}
    return {
        **arrays,
        "OffsetArray": {"collection_sint64": [12, 13]},
        "TopicArray": {"collection_string": ["topic", "topic"]},
    }


_EMPTY_INPUTS: dict[str, Typed] = {
    "cosmosdb": {"json": "[]"},
    "sql": {"json": "[]"},
    "mysql": {"json": "[]"},
    "table": {"json": "[]"},
    "blob": {"bytes": ""},
}


def _input(binding: Binding, words: _Words) -> Typed:
    kind = binding.type.lower()
    if kind in ("durableclient", "orchestrationclient"):
        return {"string": json.dumps(_durable_client())}
    if kind == "blob":
        body = json.dumps(words.document())
        return {"string": body} if str(binding.get("dataType") or "").lower() == "string" else {"bytes": body}
    if kind in ("cosmosdb", "sql", "mysql", "table"):
        return {"json": json.dumps([{"id": "1", **words.document()}, {"id": "2", **words.document(number=True)}])}
    if kind in ("signalrconnectioninfo", "webpubsubconnection"):
        return {"string": json.dumps({"url": "https://sample", "accessToken": "token"})}
    return {"string": json.dumps(words.document())}


def _durable_client() -> dict[str, Any]:
    base = f"http://{_DURABLE_HOST}/runtime/webhooks/durabletask"
    instance = f"{base}/instances/INSTANCEID"
    names = {
        "statusQueryGetUri": instance,
        "sendEventPostUri": f"{instance}/raiseEvent/{{eventName}}",
        "terminatePostUri": f"{instance}/terminate?reason={{text}}",
        "rewindPostUri": f"{instance}/rewind?reason={{text}}",
        "purgeHistoryDeleteUri": instance,
        "restartPostUri": f"{instance}/restart",
        "suspendPostUri": f"{instance}/suspend?reason={{text}}",
        "resumePostUri": f"{instance}/resume?reason={{text}}",
    }
    return {
        "taskHubName": "SampleHub",
        "creationUrls": {
            "createNewInstancePostUri": f"{base}/orchestrators/{{functionName}}[/{{instanceId}}]?code=CODE",
            "createAndWaitOnNewInstancePostUri": f"{base}/orchestrators/{{functionName}}[/{{instanceId}}]?code=CODE",
        },
        "managementUrls": {"id": "INSTANCEID", **names},
        "baseUrl": base,
        "requiredQueryStringParameters": "code=CODE",
        "rpcBaseUrl": f"http://{_DURABLE_HOST}/durabletask/",
    }
