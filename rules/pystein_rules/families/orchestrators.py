"""What orchestrators do and call."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from pystein_migrate.decorators.app import Definition, ModuleFacts
from pystein_migrate.decorators.static_values import Created, Defined, External, meaning
from pystein_rules.base import Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, Fix
from pystein_rules.examples import ACTIVITY, DURABLE_APP, FLOW, durable
from pystein_rules.functions import durable_step, function_names, own_functions
from pystein_rules.project import Project
from pystein_rules.python_edits import replacing

from .durable_decorators import CREATE

NONDETERMINISTIC = {
    "datetime.datetime.now": "context.current_utc_datetime",
    "datetime.datetime.utcnow": "context.current_utc_datetime",
    "datetime.datetime.today": "context.current_utc_datetime",
    "datetime.date.today": "context.current_utc_datetime.date()",
    "time.time": "context.current_utc_datetime.timestamp()",
    "time.sleep": "a timer of the context",
    "uuid.uuid1": "context.new_guid()",
    "uuid.uuid4": "context.new_guid()",
    "random.random": "an activity",
    "random.randint": "an activity",
    "random.choice": "an activity",
    "random.uniform": "an activity",
    "random.shuffle": "an activity",
    "requests.get": "context.call_http or an activity",
    "requests.post": "context.call_http or an activity",
    "requests.put": "context.call_http or an activity",
    "requests.delete": "context.call_http or an activity",
    "requests.request": "context.call_http or an activity",
    "asyncio.sleep": "a timer of the context",
}


class UnknownDurableName(Rule):
    code = "PYS706"
    name = "unknown-durable-name"
    message = "A durable call names a function that the app does not have"
    what = (
        "Checks the names in `call_activity`, `call_sub_orchestrator` and their `_with_retry` forms, and in "
        "`start_new`, against "
        "the functions of the app."
    )
    why = (
        "The orchestration fails when it comes to the call: `The function 'helo' doesn't exist, is disabled, or is not "
        "an activity function.`"
    )
    source = "azure-functions-durable-extension, OutOfProcOrchestrationShim"
    bad = durable(DURABLE_APP.replace("call_activity('hello'", "call_activity('helo'"))
    good = durable(DURABLE_APP)
    calls = (
        "call_activity", "call_activity_with_retry", "call_sub_orchestrator", "call_sub_orchestrator_with_retry",
        "start_new",
    )  # fmt: skip

    def check(self, project: Project) -> Iterator[Diagnostic]:
        names = function_names(project)
        if not names:
            return
        for file in project.pythons():
            facts = project.decorated.modules.get(file.path)
            if file.tree is None or facts is None or project.is_test(file.path):
                continue
            if "durable_functions" not in file.text:
                continue
            for node in ast.walk(file.tree):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in self.calls:
                    name = self._name(node, facts)
                    if name is not None and name.lower() not in names:
                        yield self.at_node(
                            project, file.path, node.args[0] if node.args else node, f'the app has no function "{name}"'
                        )

    def _name(self, node: ast.Call, facts: ModuleFacts) -> str | None:
        argument = node.args[0] if node.args else None
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            return argument.value
        return None


class NondeterministicOrchestrator(Rule):
    code = "PYS708"
    name = "nondeterministic-orchestrator"
    severity = "warning"
    message = "An orchestrator does something that differs at each replay"
    what = (
        "Checks orchestrators of both models for the clock, random values, sleeping and requests, and for `async def`."
    )
    why = (
        "An orchestrator runs again from its start at each step and must do the same each time: `Non-Deterministic "
        "workflow "
        "detected`. An async one is never replayed at all."
    )
    source = "Microsoft Learn, Orchestrator function code constraints"
    fix = "sometimes"
    fix_safety = (
        "`datetime.now()` and `utcnow()` become `context.current_utc_datetime`. Unsafe, because it has a time zone."
    )
    bad = durable(
        "import datetime\n\n\n"
        + FLOW.replace("    result", "    now = datetime.datetime.utcnow()\n    result")
        + "\n\n"
        + ACTIVITY
    )
    good = durable(FLOW + "\n\n" + ACTIVITY)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, node, context in orchestrators(project):
            facts = project.decorated.modules.get(path)
            if facts is None:
                continue
            if isinstance(node, ast.AsyncFunctionDef):
                yield self.at_node(project, path, node, f"the orchestrator {node.name} must be a generator, not async")
            for call in ast.walk(node):
                if isinstance(call, ast.Call):
                    callee = meaning(project.decorated, facts, call.func)
                    instead = NONDETERMINISTIC.get(callee.name) if isinstance(callee, External) else None
                    if isinstance(callee, External) and instead:
                        fix = self._replaced(project, path, call, callee.name, context)
                        message = (
                            f"{callee.name} differs at each replay; use "
                            f"{instead.replace('context', context or 'context')}"
                        )
                        yield self.at_node(project, path, call, message, fix)

    def _replaced(self, project: Project, path: str, call: ast.Call, name: str, context: str) -> Fix | None:
        if (
            name in ("datetime.datetime.utcnow", "datetime.datetime.now")
            and not call.args
            and not call.keywords
            and context
        ):
            edit = replacing(project, path, call, f"{context}.current_utc_datetime")
            return one_fix(f"Use {context}.current_utc_datetime", "unsafe", edit)
        return None


def orchestrators(project: Project) -> Iterator[tuple[str, Definition, str]]:
    """The orchestrators of both models: module, definition, and the name of the context."""
    found: list[tuple[str, Any]] = []
    for function in own_functions(project):
        if durable_step(function, "orchestration_trigger") and function.node is not None:
            found.append((function.path, function.node))
    for legacy_function in project.folders:
        trigger, facts = legacy_function.trigger, project.decorated.modules.get(legacy_function.script)
        value = facts.names.get(legacy_function.entry_point) if facts else None
        if trigger and trigger.type == "orchestrationTrigger" and isinstance(value, Created) and value.arguments:
            subject = value.arguments[0]
            if value.callee in CREATE and isinstance(subject, Defined):
                found.append((subject.path, subject.node))
    for path, node in found:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parameters = [*node.args.posonlyargs, *node.args.args]
            yield path, node, parameters[0].arg if parameters else ""
