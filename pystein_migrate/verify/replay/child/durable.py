"""The durable extension's side of the conversation: histories for the next turn, and its HTTP API for clients."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

_EPOCH = "2023-11-14T22:13:%02d.000000Z"
MAX_TURNS = 12

# Numbers of azure.durable_functions' ActionType and HistoryEventType.
_ACTIVITY, _ACTIVITY_RETRY, _SUB, _SUB_RETRY, _CONTINUE_AS_NEW, _TIMER, _EVENT, _ENTITY, _HTTP, _SIGNAL = range(10)
_WHEN_ANY, _WHEN_ALL = 11, 12


def first_turn(name: str, given: Any) -> dict[str, Any]:
    """The orchestration trigger's data when an instance of orchestrator ``name`` starts with input ``given``."""
    text = json.dumps(given)
    history = [
        _event(12, -1, 0),
        {**_event(0, -1, 0), "Name": name, "Input": text, "ParentInstance": None, "Version": ""},
    ]
    return {
        "history": history,
        "input": given if isinstance(given, str) else text,
        "instanceId": "instance-1",
        "isReplaying": False,
        "parentInstanceId": None,
        "upperSchemaVersion": 0,
        "contextInput": text,
    }


def next_turn(turn: dict[str, Any], answer: Any) -> dict[str, Any] | None:
    """The trigger's data after the orchestrator answered ``answer``; None when it is done or cannot go on."""
    try:
        state = json.loads(answer["json"] if "json" in answer else answer["string"])
        actions = [action for group in state["actions"] for action in _atoms(group)]
    except (KeyError, TypeError, ValueError):
        return None
    if state.get("isDone") or any(action.get("actionType") == _CONTINUE_AS_NEW for action in actions):
        return None
    history = list(turn["history"])
    seconds = sum(event["EventType"] == 12 for event in history)
    new = list(_scheduled_and_done(actions, history, seconds))
    if not new or seconds >= MAX_TURNS:
        return None
    scheduled = [event for event, is_result in new if not is_result]
    results = [event for event, is_result in new if is_result]
    history = [{**event, "IsPlayed": True} for event in history] + scheduled
    history += [_event(13, -1, seconds), _event(12, -1, seconds), *results]
    return {**turn, "history": history, "isReplaying": True}


def _atoms(actions: Any) -> Iterator[dict[str, Any]]:
    for action in actions:
        if action.get("actionType") in (_WHEN_ANY, _WHEN_ALL):
            yield from _atoms(action["compoundActions"])
        else:
            yield action


def _event(kind: int, number: int, seconds: int) -> dict[str, Any]:
    return {"EventType": kind, "EventId": number, "IsPlayed": False, "Timestamp": _EPOCH % min(seconds, 59)}


def _scheduled_and_done(
    actions: list[dict[str, Any]], history: list[dict[str, Any]], seconds: int
) -> Iterator[tuple[dict[str, Any], bool]]:
    """Events for actions that no event of the history answers yet: (event, whether it is a result)."""
    known = {event["EventId"] for event in history if event["EventType"] in (4, 7, 10, 14)}
    raised = sum(event["EventType"] == 15 for event in history)
    number = waits = 0
    for action in actions:
        kind = action.get("actionType")
        if kind == _EVENT:
            waits += 1
            if waits > raised:
                name = action.get("externalEventName")
                raised_event = {**_event(15, -1, seconds), "Name": name, "Input": json.dumps({"event": name})}
                yield raised_event, True
            continue
        if number not in known:
            yield from _events(action, kind, number, seconds)
        number += 1


def _events(action: dict[str, Any], kind: Any, number: int, seconds: int) -> Iterator[tuple[dict[str, Any], bool]]:
    name = action.get("functionName")
    if kind in (_ACTIVITY, _ACTIVITY_RETRY):
        yield {**_event(4, number, seconds), "Name": name}, False
        yield {**_event(5, -1, seconds), "TaskScheduledId": number, "Result": _result(name, number)}, True
    elif kind in (_SUB, _SUB_RETRY):
        yield {**_event(7, number, seconds), "Name": name, "InstanceId": action.get("instanceId")}, False
        yield {**_event(8, -1, seconds), "TaskScheduledId": number, "Result": _result(name, number)}, True
    elif kind == _TIMER:
        yield {**_event(10, number, seconds), "FireAt": action.get("fireAt")}, False
        yield {**_event(11, -1, seconds), "TimerId": number, "FireAt": action.get("fireAt")}, True
    elif kind == _HTTP:
        answer = json.dumps({"statusCode": 200, "headers": {}, "content": '{"answer": 1}'})
        yield {**_event(4, number, seconds), "Name": "BuiltIn::HttpActivity"}, False
        yield {**_event(5, -1, seconds), "TaskScheduledId": number, "Result": answer}, True
    elif kind in (_ENTITY, _SIGNAL):
        sent = {"id": f"entity-call-{number}", "op": action.get("operation"), "signal": kind == _SIGNAL}
        name = "op"
        yield {**_event(14, number, seconds), "Name": name, "Input": json.dumps(sent)}, False
        if kind == _ENTITY:
            response = json.dumps({"result": _result(name, number)})
            yield {**_event(15, -1, seconds), "Name": sent["id"], "Input": response}, True


def _result(name: Any, number: int) -> str:
    """What an activity answers: a list of two objects in a dict serves most code that looks into it."""
    return json.dumps({"result": f"{name}-{number}", "items": [{"id": 1}, {"id": 2}]})


class Extension:
    """The HTTP API of the durable extension on the loopback: answers clients, and records what they ask for."""

    def __init__(self, record: Callable[..., None]) -> None:
        class Handler(http.server.BaseHTTPRequestHandler):
            def _answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length).decode("utf-8", "replace")
                record("durable client", self.command, self.path, body)
                status, answer = _answer(self.command, self.path)
                data = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_DELETE = do_PUT = _answer  # noqa: N815

            def log_message(self, *args: Any) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


def _answer(method: str, path: str) -> tuple[int, Any]:
    route = path.partition("?")[0]
    if method == "POST" and "/orchestrators/" in route:
        return 202, {"id": "instance-1", "statusQueryGetUri": "http://status", "sendEventPostUri": "http://event"}
    if method == "GET" and "/instances" in route:
        status: dict[str, Any] = {
            "name": "Orchestrator",
            "instanceId": "instance-1",
            "createdTime": "2023-11-14T22:13:20Z",
            "lastUpdatedTime": "2023-11-14T22:13:20Z",
            "runtimeStatus": "Completed",
            "input": None,
            "output": {"answer": 1},
            "customStatus": None,
            "historyEvents": [],
        }
        return 200, [status] if route.endswith(("/instances/", "/instances")) else status
    if method == "GET" and "/entities/" in route:
        return 200, {"value": 1}
    if method == "DELETE":
        return 200, {"instancesDeleted": 1}
    return 202, {}
