"""What some rules say about running apps, shown by running them with the real libraries."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pystein_rules.registry import BY_NAME

RUN = """
import asyncio, json, sys
sys.path.insert(0, ".")
import function_app
def function(name):
    return getattr(function_app, name).build().get_user_function()
def metadata():
    return {f.get_function_name(): json.loads(f.get_function_json()) for f in function_app.app.get_functions()}
"""
CLIENT = json.dumps(
    {
        "taskHubName": "h",
        "creationUrls": {},
        "managementUrls": {"id": "x"},
        "baseUrl": "http://localhost",
        "requiredQueryStringParameters": "code=x",
        "rpcBaseUrl": "http://localhost",
    }
)


def run(tree: dict[str, str], code: str, folder: Path) -> Any:
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN + code], cwd=folder, capture_output=True, text=True, check=False
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


def both(name: str, code: str, folder: Path) -> tuple[Any, Any]:
    rule = BY_NAME[name]
    return run(dict(rule.bad), code, folder / "bad"), run(dict(rule.good), code, folder / "good")


def test_a_decorator_above_those_of_the_library_never_runs(tmp_path: Path) -> None:
    code = """
import guards
called = function_app.app.get_functions()[0].get_user_function()
print(json.dumps(called.__code__.co_name))
"""
    assert both("decorator-never-runs", code, tmp_path) == ("hello", "checked")


def test_a_generic_trigger_loses_its_auth_level_in_an_anonymous_app(tmp_path: Path) -> None:
    rule = BY_NAME["camel-case-auth-level"]
    levels = []
    for number, example in enumerate((rule.bad, rule.good)):
        tree = {
            path: text.replace("FunctionApp()", "FunctionApp(func.AuthLevel.ANONYMOUS)")
            for path, text in example.items()
        }
        found = run(tree, "print(json.dumps(metadata()))", tmp_path / str(number))
        levels.append(found["hello"]["bindings"][0]["authLevel"].upper())
    assert levels == ["ANONYMOUS", "FUNCTION"]


def test_a_blueprint_ignores_its_level(tmp_path: Path) -> None:
    bad, good = both("blueprint-auth-level", "print(json.dumps(metadata()))", tmp_path)
    assert bad["users"]["bindings"][0]["authLevel"] == "FUNCTION"
    assert good["users"]["bindings"][0]["authLevel"] == "ANONYMOUS"


def test_function_names_and_binding_names_that_the_host_refuses_pass_the_library(tmp_path: Path) -> None:
    for name in ("invalid-function-name", "invalid-binding-name", "duplicate-binding-name", "duplicate-route"):
        bad, good = both(name, "print(json.dumps(metadata()))", tmp_path / name)
        assert isinstance(bad, dict) and isinstance(good, dict), (name, bad, good)


def test_the_second_listing_of_functions_fails(tmp_path: Path) -> None:
    code = "function_app.app.get_functions(); function_app.app.get_functions()"
    assert "does not have a unique function name" in run(dict(BY_NAME["functions-listed-twice"].bad), code, tmp_path)


@pytest.mark.parametrize("name", ["synchronous-client", "client-of-client"])
def test_a_wrong_durable_client_function_fails_when_it_is_called(name: str, tmp_path: Path) -> None:
    code = f"""
import azure.durable_functions as df
import azure.functions as func
async def start_new(self, *args, **kwargs): return "id"
df.DurableOrchestrationClient.start_new = start_new
df.DurableOrchestrationClient.create_check_status_response = lambda self, req, instance: func.HttpResponse()
request = func.HttpRequest("GET", "http://localhost", body=b"")
asyncio.run(function("start")(req=request, client={CLIENT!r}))
print(json.dumps("ran"))
"""
    bad, good = both(name, code, tmp_path)
    expected = {
        "synchronous-client": "object HttpResponse can't be used in 'await' expression",
        "client-of-client": "the JSON object must be str, bytes or bytearray, not DurableOrchestrationClient",
    }[name]
    assert expected in bad
    assert good == "ran", good


def test_an_orchestrator_made_twice_fails_in_its_first_turn(tmp_path: Path) -> None:
    code = """
turn = {"history": [{"EventType": 12, "EventId": -1, "IsPlayed": False, "Timestamp": "2024-01-01T00:00:00Z"},
                    {"EventType": 0, "EventId": -1, "IsPlayed": False, "Timestamp": "2024-01-01T00:00:00Z",
                     "Name": "flow", "Input": "null", "Version": ""}],
        "input": None, "instanceId": "i", "isReplaying": False, "parentInstanceId": None, "upperSchemaVersion": 0}
from types import SimpleNamespace
orchestrator = [f for f in function_app.app.get_functions() if f.get_trigger().type == "orchestrationTrigger"][0]
result = orchestrator.get_user_function()(SimpleNamespace(body=json.dumps(turn)))
print(json.dumps("call_activity" if "hello" in str(result) else str(result)))
"""
    bad, good = both("orchestrator-created-twice", code, tmp_path)
    assert "the JSON object must be str, bytes or bytearray, not DurableOrchestrationContext" in str(bad)
    assert good == "call_activity", good
