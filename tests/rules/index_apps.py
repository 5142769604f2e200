"""Run by the tests in a process of its own: index apps as the worker does, with the real library.

Standard input: a JSON list of folders. Output: per folder {"functions": {name: bindings}} or {"error": text}. With the
argument "worker" the functions also pass azure_functions_runtime's own checks, as when a 3.13 worker starts; with
"legacy" function folders are loaded one by one by azure_functions_runtime_v1.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace
from typing import Any


class Protos:
    """The few names of the worker's protocol that indexing needs; values are kept, not sent."""

    class BindingInfo:
        inout, out, undefined = 2, 1, 0

        def __init__(self, type: str = "", data_type: object = 0, direction: int = 0) -> None:  # noqa: A002
            self.type, self.data_type, self.direction = type, data_type, direction

    class RpcFunctionMetadata:
        def __init__(self, **fields: Any) -> None:
            self.__dict__.update(fields)

    class RpcRetryOptions:
        def __init__(self, **fields: Any) -> None:
            if fields["retry_strategy"] not in ("fixed_delay", "exponential_backoff"):
                raise ValueError(f'unknown enum label "{fields["retry_strategy"]}"')


def index(folder: str, worker: bool) -> dict[str, Any]:
    from azure.functions import FunctionRegister

    module = importlib.import_module("function_app")
    apps = [value for name in dir(module) if isinstance(value := getattr(module, name), FunctionRegister)]
    if worker:
        return index_in_worker(folder)
    if len(apps) != 1:
        # the two sentences are the worker's
        raise ValueError(
            f"More than one {type(apps[0]).__name__} or other top level function app instances are defined."
            if apps
            else "Could not find top level function app instances in function_app.py."
        )
    functions = apps[0].get_functions()
    for function in functions:
        function.get_function_json()
    return {function.get_function_name(): json.loads(function.get_function_json()) for function in functions}


def index_in_worker(folder: str) -> dict[str, Any]:
    from azure_functions_runtime import loader
    from azure_functions_runtime.bindings import meta
    from azure_functions_runtime.functions import Registry

    meta.load_binding_registry()
    functions = loader.index_function_app(f"{folder}/function_app.py")
    loader.process_indexed_function(Protos, Registry(), functions, folder)
    return {function.get_function_name(): {} for function in functions}


def load_in_legacy_worker(folder: str) -> dict[str, Any]:
    from azure_functions_runtime_v1 import loader
    from azure_functions_runtime_v1.bindings import meta
    from azure_functions_runtime_v1.functions import Registry

    meta.load_binding_registry()
    for module in [name for name in sys.modules if name.split(".")[0] == "__app__"]:
        del sys.modules[module]
    loader._submodule_dirs.clear()
    loader.install()
    directions = {"in": 0, "out": Protos.BindingInfo.out, "inout": Protos.BindingInfo.inout}
    for path in sorted(Path(folder).glob("*/function.json")):
        document = json.loads(path.read_text("utf-8"))
        name = path.parent.name
        script = path.parent / document.get("scriptFile", "__init__.py")
        function = loader.load_function(name, str(path.parent), str(script), document.get("entryPoint"))
        bindings = {
            binding["name"]: Protos.BindingInfo(
                binding["type"], Protos.BindingInfo.undefined, directions[binding["direction"]]
            )
            for binding in document["bindings"]
        }
        metadata = SimpleNamespace(name=name, directory=str(path.parent), bindings=bindings)
        Registry().add_function(name, function, metadata, Protos)
    return {}


def run(folder: str, worker: bool) -> dict[str, Any]:
    before = set(sys.modules)
    sys.path.insert(0, folder)
    os.chdir(folder)
    importlib.invalidate_caches()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            if "legacy" in sys.argv:
                return {"functions": load_in_legacy_worker(folder)}
            return {"functions": index(folder, worker)}
    except BaseException:
        return {"error": traceback.format_exc()}
    finally:
        sys.path.remove(folder)
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None) or ""
            paths = [str(path) for path in getattr(module, "__path__", [])]
            if name not in before and (Path(folder) in Path(file).parents or any(folder in path for path in paths)):
                del sys.modules[name]


if __name__ == "__main__":
    folders = json.loads(sys.stdin.read())
    print(json.dumps([run(folder, "worker" in sys.argv) for folder in folders]))
