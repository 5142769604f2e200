"""Calling the functions of an app of either model with the real libraries, durable ones as the extension does."""

import json
import subprocess
import sys
from pathlib import Path

RUNNER = Path(__file__).with_name("run_functions.py")
NOW = "2024-05-01T10:00:00.0000000Z"


def event(kind, number, **more):
    """An event of an orchestration's history."""
    return {"EventType": kind, "EventId": number, "IsPlayed": False, "Timestamp": NOW, **more}


def started(name, value=None):
    """The history of an orchestration that starts with ``value``."""
    return [
        event(12, -1),
        event(0, -1, Name=name, Input=json.dumps(value), Version="", OrchestrationInstance={"InstanceId": "i-1"}),
    ]


def done(number, name, result):
    """A finished activity, and the next turn."""
    return [
        event(4, number, Name=name, Input="[]", Version=""),
        event(13, -1),
        event(12, -1),
        event(5, -1, TaskScheduledId=number, Result=json.dumps(result)),
    ]


def orchestration(function, history, value=None):
    """A call of an orchestrator with ``history``."""
    context = {
        "history": history,
        "instanceId": "i-1",
        "isReplaying": False,
        "parentInstanceId": None,
        "input": json.dumps(value),
        "upperSchemaVersion": 0,
    }
    return {"function": function, "arguments": {"context": json.dumps(context)}}


def entity(function, state, *operations):
    """A call of an entity with ``operations``: names and inputs."""
    batch = [{"name": name, "input": json.dumps(json.dumps(value)), "isSignal": False} for name, value in operations]
    context = {
        "self": {"name": function.lower(), "key": "k"},
        "exists": state is not None,
        "state": None if state is None else json.dumps(state),
        "batch": batch,
    }
    return {"function": function, "arguments": {"context": json.dumps(context)}}


def run(root, model, calls):
    """What the ``calls`` of the app at ``root`` answer; ``model`` is "legacy" or "decorators"."""
    finished = subprocess.run(
        [sys.executable, "-B", "-W", "ignore", str(RUNNER)],
        input=json.dumps({"root": str(root), "model": model, "calls": calls}),
        capture_output=True,
        text=True,
        cwd=root,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout.splitlines()[-1])
