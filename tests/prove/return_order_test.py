"""Which binding encodes a returned value: the workers of both models are asked, before and after decorating."""

import json
import subprocess
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from decorating import TIMER, bound, source_of, target_of

from pystein_migrate.decorators.decorate import decorate
from pystein_migrate.model.app import Function

ROOT = Path(__file__).parents[2]

RETURNS = """
import json, sys, types
sys.path.insert(0, sys.argv[1])
from azure_functions_runtime import functions as after
from azure_functions_runtime.bindings.meta import load_binding_registry as load_after
from azure_functions_runtime_v1 import functions as before
from azure_functions_runtime_v1.bindings.meta import load_binding_registry as load_before
load_after(); load_before()
protos = types.SimpleNamespace(BindingInfo=types.SimpleNamespace(out=1, inout=2, undefined=0, **{"in": 0}))
asked = json.load(sys.stdin)
scope = {"__name__": "function_app"}
exec(compile(asked["source"], __import__("inspect").__file__, "exec"), scope)  # getfile() needs a file that is there

def encoder(info):
    return [info.has_return, info.return_type.binding_name if info.return_type else None]

answer = {}
for function in scope["app"].get_functions():
    name = function.get_function_name()
    bindings = {n: types.SimpleNamespace(type=t, direction=d, data_type=0) for n, t, d in asked["bindings"][name]}
    metadata = types.SimpleNamespace(name=name, directory="/", bindings=bindings)
    registry = before.Registry()
    registry.add_function(name, function.get_user_function(), metadata, protos)
    answer[name] = [encoder(registry.get_function(name)), encoder(after.Registry().add_indexed_function(function, protos))]
json.dump(answer, sys.stdout)
"""

HTTP = {"type": "httpTrigger", "direction": "in", "name": "req"}
PARTS = [
    {"type": "signalR", "direction": "out", "name": "messages", "hubName": "h"},
    {"type": "orchestrationClient", "direction": "in", "name": "starter"},
    {"type": "durableClient", "direction": "in", "name": "client"},
    {"type": "queue", "direction": "out", "name": "out", "queueName": "q", "connection": "C"},
    {"type": "signalRConnectionInfo", "direction": "in", "name": "info", "hubName": "h"},
    {"type": "table", "direction": "in", "name": "rows", "tableName": "t", "connection": "C"},
]
TRIGGERS = [
    TIMER, HTTP,
    {"type": "activityTrigger", "direction": "in", "name": "payload"},
    {"type": "rabbitMQTrigger", "direction": "in", "name": "msg", "queueName": "q"},
    {"type": "QueueTrigger", "direction": "in", "name": "msg", "queueName": "q"},
]  # fmt: skip
RETURNED = [
    {"type": "http", "direction": "out", "name": "$return"},
    {"type": "sendGrid", "direction": "out", "name": "$return", "from": "f"},
]


def functions() -> list[Function]:
    found = []
    for trigger in TRIGGERS:
        for count in (0, 1, 2):
            for parts in permutations(PARTS, count):
                for ordered in {
                    0: [trigger, *parts],
                    1: [*parts, trigger],
                    2: [*parts[:1], trigger, *parts[1:]],
                }.values():
                    found.append(bound(*ordered))
                    found += [bound(*ordered, returned) for returned in RETURNED if count < 2]
                    found += [bound(returned, *ordered) for returned in RETURNED if count < 2]
    return [replace(function, name=f"Fn{number}") for number, function in enumerate(found)]


@pytest.mark.run
def test_the_same_binding_encodes_a_returned_value_as_in_the_legacy_model(run_python: Path) -> None:
    asked = functions()
    target = target_of("")
    pairs = [(function, decorate(function, target, "FUNCTION")) for function in asked]
    bindings = {
        function.name: [(item.name, item.type, int(item.direction == "out")) for item in function.bindings]
        for function in asked
    }
    done = subprocess.run(
        [run_python, "-W", "ignore", "-c", RETURNS, str(ROOT)],
        input=json.dumps({"source": source_of(pairs, "FUNCTION", target), "bindings": bindings}),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    assert len(answers) == len(asked)
    assert len({str(before) for before, _ in answers.values()}) > 5
    wrong = [(bindings[name], before, after) for name, (before, after) in answers.items() if before != after]
    assert wrong == []
