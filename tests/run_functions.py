"""Calls the entry points of one app, of either model, with the real libraries; prints JSON.

Standard input: ``{"root", "model", "calls": [{"function", "kind", "payload", ...}]}``. It is what a worker does, less
the wire: the user function of each function is called with its bindings by name.
"""

import asyncio
import importlib
import json
import logging
import sys
import types
from pathlib import Path

import azure.functions as func


def legacy_functions(root):
    package = types.ModuleType("__app__")
    package.__path__ = [str(root)]
    sys.modules["__app__"] = package
    found = {}
    for path in sorted(root.glob("*/function.json")):
        settings = json.loads(path.read_text("utf-8"))
        script = (path.parent / settings.get("scriptFile", "__init__.py")).resolve().relative_to(root.resolve())
        parts = [*script.parts[:-1], *([] if script.stem == "__init__" else [script.stem])]
        module = importlib.import_module(".".join(["__app__", *parts]))
        names = [binding["name"] for binding in settings["bindings"]]
        found[path.parent.name] = (getattr(module, settings.get("entryPoint", "main")), names)
    return found


def decorated_functions(root):
    module = importlib.import_module("function_app")
    return {
        function.get_function_name(): (function.get_user_function(), [b.name for b in function.get_bindings()])
        for function in module.app.get_functions()
    }


def value_of(given):
    if not isinstance(given, dict) or "kind" not in given:
        return given
    if given["kind"] == "request":
        return func.HttpRequest(
            method=given.get("method", "POST"),
            url=given["url"],
            params=given.get("params", {}),
            route_params=given.get("route", {}),
            headers=given.get("headers", {}),
            body=given.get("body", "").encode(),
        )
    if given["kind"] == "queue":
        return func.QueueMessage(body=given["body"].encode())
    if given["kind"] == "context":
        return Context()
    if given["kind"] == "out":
        return Out()
    raise ValueError(given["kind"])


class Out:
    value = None

    def set(self, value):
        self.value = value


class Context:
    """What the worker's context has; the folder is whatever the worker says."""

    function_directory = "/home/site/wwwroot"
    function_name = "named"
    invocation_id = "1"
    thread_local_storage = trace_context = retry_context = None


def plain(value):
    if isinstance(value, func.HttpResponse):
        body = value.get_body()
        return {"status": value.status_code, "body": body.decode() if body else "", "headers": dict(value.headers)}
    return value


async def call(function, arguments):
    given = {name: value_of(value) for name, value in arguments.items()}
    try:
        result = function(**given)
        if asyncio.iscoroutine(result):
            result = await result
        outcome = {"result": plain(result)}
    except Exception as error:
        outcome = {"error": f"{type(error).__name__}: {error}"}
    outcome["outputs"] = {name: value.value for name, value in given.items() if isinstance(value, Out)}
    return outcome


async def main():
    request = json.load(sys.stdin)
    root = Path(request["root"])
    logging.getLogger().addHandler(logging.NullHandler())  # as the worker, whose root logger has one
    sys.path.insert(0, str(root))
    functions = legacy_functions(root) if request["model"] == "legacy" else decorated_functions(root)
    answers = []
    for wanted in request["calls"]:
        function, names = functions[wanted["function"]]
        answer = await call(function, wanted["arguments"])
        answers.append({**answer, "bindings": sorted(names)})
    print("\n" + json.dumps(answers))


asyncio.run(main())
