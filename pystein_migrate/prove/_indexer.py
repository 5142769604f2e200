"""The child process that runs generated decorators with the real azure-functions library.

Reads one JSON request a line, ``{"source": "..."}``: Python text that makes a FunctionApp with stub functions, no user
code. Answers one JSON line: ``{"functions": [{"name", "json", "retry", "signature"}], "error"}``.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def main() -> None:
    """Serve requests until standard input ends."""
    # The library or its dependencies may print or warn: answers go to the real stdout only.
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line)["source"]), default=str) + "\n")
        answers.flush()


def _answer(source: str) -> dict[str, Any]:
    try:
        return {"functions": _index(source), "error": None}
    except Exception as error:
        return {"functions": [], "error": f"{type(error).__name__}: {error}"}


def _index(source: str) -> list[dict[str, Any]]:
    from azure.functions.decorators import function_app

    # FunctionRegister came with blueprints in 1.12; before, FunctionApp stood alone.
    registers: Any = getattr(function_app, "FunctionRegister", function_app.FunctionApp)
    namespace: dict[str, Any] = {"__name__": "function_app", "__file__": "function_app.py"}
    exec(compile(source, "function_app.py", "exec"), namespace)  # our own generated text, never the user's code
    apps = {id(value): value for value in namespace.values() if isinstance(value, registers)}
    if len(apps) != 1:
        raise ValueError(f"{len(apps)} function app objects at the top level, one is needed")
    (app,) = apps.values()
    return [_describe(function) for function in app.get_functions()]


def _describe(function: Any) -> dict[str, Any]:
    retry = function.get_settings_dict("retry_policy") if hasattr(function, "get_settings_dict") else None
    return {
        "name": function.get_function_name(),
        "json": json.loads(function.get_function_json()),
        "retry": {key: value for key, value in (retry or {}).items() if key != "setting_name"} or None,
        "signature": _signature(function),
    }


def _signature(function: Any) -> str | None:
    """What the worker would object to; None if nothing."""
    import azure.functions

    from .signature import BoundParameter, SignatureError, check_signature

    directions = {0: "in", 1: "out", 2: "inout"}
    bindings = [
        BoundParameter(binding.name, binding.type, directions[binding.direction]) for binding in function.get_bindings()
    ]
    library: Any = azure.functions
    try:
        check_signature(function.get_user_function(), bindings, library.get_binding_registry())
    except SignatureError as error:
        return str(error)
    return None


if __name__ == "__main__":
    main()
