"""Mixing of the two models."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_rules.base import Proof, Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, HTTP_FUNCTION_JSON, HTTP_SCRIPT, script
from pystein_rules.project import Project

OLD = {"Old/function.json": HTTP_FUNCTION_JSON, "Old/__init__.py": HTTP_SCRIPT}


def _names(project: Project) -> str:
    return ", ".join(function.name for function in project.app.functions)


class MixedModels(Rule):
    code = "PYS001"
    name = "mixed-models"
    message = "Function folders beside a script of the decorator model are not loaded"
    what = "Checks for function folders (with a `function.json`) in an app whose script declares functions."
    why = (
        "As soon as the script indexes one function, the folders are ignored, without an error. The host says "
        "`Detected mixed function app. Some functions may not be indexed - A, B` one minute after the start, in Azure "
        "at level Information only; `func pack` refuses the app."
    )
    source = "azure-functions-host, WorkerFunctionMetadataProvider.ValidateFunctionAppFormat"
    bad = script() | OLD
    good = script()
    proof = Proof("vanish", missing=("Old",))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.app.has_script and project.app.functions and not project.decorated.is_surely_empty:
            message = (
                f"{project.script_name} hides the function folders of this app: {_names(project)} will not be loaded"
            )
            yield self.at_file(project, project.script_name, message)


class EmptyScript(Rule):
    code = "PYS002"
    name = "empty-app-beside-folders"
    message = "An empty function app stands beside function folders"
    what = "Checks for a script whose function app has no functions, in an app with function folders."
    why = (
        "On Python 3.12 and older the worker finds no function and falls back to the folders. On 3.13 and newer it "
        "does "
        "not: after the upgrade the app runs nothing, without an error."
    )
    source = "azure-functions-python-worker, proxy_worker/dispatcher.py"
    bad = {"function_app.py": "import azure.functions as func\n\napp = func.FunctionApp()\n"} | OLD
    good = dict(OLD)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_decorated and project.app.functions and project.decorated.is_surely_empty:
            message = f"this app is empty; from Python 3.13 on it hides the function folders: {_names(project)}"
            yield self.at_file(project, project.script_name, message)


class LegacyModel(Rule):
    code = "PYS003"
    name = "legacy-model"
    severity = "info"
    message = "A function uses the legacy model"
    what = "Checks for function folders, that is, for functions that `pystein-migrate` can move to the decorator model."
    why = (
        "New features come to the decorator model only. azure-functions-durable 2.x drops the legacy one and 1.7 "
        "warns: "
        "`DurableFunctionsCompatibilityWarning: Your application uses the legacy Python v1 programming model`."
    )
    source = "azure-functions-durable 1.7.0, __init__.py"
    bad = dict(OLD)
    good = script()
    default = False

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in project.app.functions:
            message = f"{function.name} uses the legacy model; pystein-migrate moves it to the decorator model"
            yield self.at_file(project, function.json_path, message)


class LeftoverEntry(Rule):
    code = "PYS007"
    name = "leftover-legacy-entry"
    message = "The legacy code of a migrated function is still there"
    what = "Checks for a folder with a `main` named like a function of the script, where nothing imports the folder."
    why = "Two definitions of one function: tests that import the folder test code that is never run."
    source = "Python, import system"
    severity = "warning"
    bad = script(HELLO) | {"hello/__init__.py": HTTP_SCRIPT}
    good = script(HELLO)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in project.decorated.indexed:
            if function.node is None:
                continue
            path = f"{function.name}/__init__.py"
            facts = project.decorated.modules.get(path)
            if facts is None or facts.reached or f"{function.name}/function.json" in project.app.paths:
                continue
            entry = next(
                (b.node for b in facts.history if b.name == "main" and isinstance(b.node, ast.FunctionDef)), None
            )
            if entry is not None:
                message = f"{project.script_name} has the function {function.name}; this one is never called"
                yield self.at_node(project, path, entry, message)


class ProxiesFile(Rule):
    code = "PYS008"
    name = "proxies-file"
    severity = "info"
    message = "proxies.json has no effect"
    what = "Checks for a `proxies.json` beside `host.json`."
    why = "Functions 4.x does not support proxies; the routes in the file do not exist."
    source = "azure-functions-host, ScriptConstants (EnableProxies)"
    bad = script() | {"proxies.json": '{"proxies": {}}\n'}
    good = script()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if "proxies.json" in project.app.paths:
            yield self.at_file(project, "proxies.json", "Functions 4.x ignores proxies.json")
