"""PYS7: Durable Functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from pystein_migrate.decorators.app import DURABLE, DecoratedFunction, Definition, ModuleFacts, Step
from pystein_migrate.decorators.static_values import Builder, Created, Defined, External

from .annotations import Resolver
from .base import Proof, Rule, one_fix, replacing
from .decorators import own_functions, title
from .diagnostics import Diagnostic, Edit, Fix
from .examples import durable, legacy
from .project import Project
from .requirements import REQUIREMENTS, find
from .settings import function_names
from .signature import Entry, SignatureRule
from .statements import deletion, reordering

START = (
    "@app.route(route='start')\n@app.durable_client_input(client_name='client')\n"
    "async def start(req: func.HttpRequest, client) -> func.HttpResponse:\n"
    "    instance = await client.start_new('flow')\n    return client.create_check_status_response(req, instance)\n"
)
FLOW = (
    "@app.orchestration_trigger(context_name='context')\ndef flow(context):\n"
    "    result = yield context.call_activity('hello', 'x')\n    return result\n"
)
ACTIVITY = "@app.activity_trigger(input_name='name')\ndef hello(name: str) -> str:\n    return name\n"
APP = f"{FLOW}\n\n{ACTIVITY}\n\n{START}"
CLIENT_CLASS = "azure.durable_functions.DurableOrchestrationClient"
CREATE = ("azure.durable_functions.Orchestrator.create", "azure.durable_functions.Entity.create")
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


def durable_step(function: DecoratedFunction, *methods: str) -> Step | None:
    """The function's first decorator among ``methods``."""
    return next((step for step in function.library_steps if step.method in methods), None)


class SyncClient(Rule):
    code = "PYS701"
    name = "synchronous-client"
    message = "A function with a durable client is not async"
    what = "Checks that functions under `durable_client_input` are `async def`."
    why = "Each call fails: `TypeError: object HttpResponse can't be used in 'await' expression`."
    source = "azure-functions-durable, decorators/durable_app.py"
    fix = "always"
    fix_safety = "`async` is added. Unsafe, because other code that calls the function has to await it then."
    bad = durable(APP.replace("async def start", "def start").replace("await ", ""))
    good = durable(APP)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            step = durable_step(function, "durable_client_input")
            file = project.python(function.path)
            below = [other for other in function.steps if not other.is_library]
            if step is None or below or not isinstance(function.node, ast.FunctionDef) or file is None:
                continue
            start = file.start(function.node)
            fix = one_fix("Make it async", "unsafe", Edit(function.path, start, start, "async "))
            message = f"{title(function)} gets a durable client, so it must be async"
            yield self.at_node(project, function.path, function.node, message, fix)


class ClientOfClient(Rule):
    code = "PYS702"
    name = "client-of-client"
    message = "A durable client is made of one that is a client already"
    what = "Checks functions under `durable_client_input` for `df.DurableOrchestrationClient(client)`."
    why = (
        "The decorator already hands over the client. Each call fails: `TypeError: the JSON object must be str, bytes "
        "or "
        "bytearray, not DurableOrchestrationClient`."
    )
    source = "azure-functions-durable, decorators/durable_app.py"
    fix = "always"
    fix_safety = "The call is replaced by the parameter; that is safe."
    bad = durable(APP.replace("await client.start_new", "await df.DurableOrchestrationClient(client).start_new"))
    good = durable(APP)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            step = durable_step(function, "durable_client_input")
            name = step.text("client_name") if step else None
            facts = project.decorated.modules.get(function.path)
            if not name or function.node is None or facts is None:
                continue
            resolver = Resolver(project.decorated, facts)
            for node in ast.walk(function.node):
                if not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
                    continue
                argument = node.args[0]
                if isinstance(argument, ast.Name) and argument.id == name:
                    callee = resolver.value(node.func)
                    if isinstance(callee, External) and callee.name == CLIENT_CLASS:
                        fix = one_fix(f"Use {name}", "safe", replacing(project, function.path, node, name))
                        message = f'"{name}" is a DurableOrchestrationClient already'
                        yield self.at_node(project, function.path, node, message, fix)


class DurableOrder(Rule):
    code = "PYS703"
    name = "durable-decorator-not-innermost"
    message = "A durable decorator is not the innermost one"
    what = "Checks that `durable_client_input`, `orchestration_trigger` and the like are directly above the function."
    why = (
        "On FunctionApp and func.Blueprint a durable decorator makes a new function and drops what is below it: a "
        "trigger "
        "(`ValueError: Function start does not have a trigger.`) or, silently, the name. On DFApp a name below fails "
        "with "
        "`AttributeError: 'FunctionBuilder' object has no attribute '__name__'`."
    )
    source = "azure-functions, DecoratorApi._invoke_df_decorator"
    fix = "sometimes"
    fix_safety = "The durable decorator is moved down; that is safe, as the app does not work before."
    bad = durable(
        APP.replace(
            "@app.route(route='start')\n@app.durable_client_input(client_name='client')\n",
            "@app.durable_client_input(client_name='client')\n@app.route(route='start')\n",
        )
    )
    good = durable(APP)
    proof = Proof("index", "does not have a trigger")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            steps = function.library_steps
            for index, step in enumerate(steps):
                below = [other for other in steps[index + 1 :] if other.method not in DURABLE]
                if step.method not in DURABLE or not below or step.register is None or step.register.custom:
                    continue
                if step.register.is_durable and not (
                    step.method != "durable_client_input" and any(o.method == "function_name" for o in below)
                ):
                    continue
                message = f"{step.method} drops what is below it: {', '.join(other.method for other in below)}"
                fix = self._moved(project, function, step)
                yield self.at_node(project, function.module, step.node, message, fix)

    def _moved(self, project: Project, function: DecoratedFunction, step: Step) -> Fix | None:
        file = project.python(function.module)
        if file is None or function.wired or function.node is None or not all(s.is_library for s in function.steps):
            return None
        order = [other.node for other in function.steps if other is not step] + [step.node]
        edit = reordering(file, list(function.node.decorator_list), order)
        return one_fix("Move it down", "safe", edit) if edit else None


class LeftoverCreate(Rule):
    code = "PYS704"
    name = "leftover-orchestrator-create"
    severity = "info"
    message = "An Orchestrator.create is left over beside the decorated function"
    what = "Checks for `main = df.Orchestrator.create(f)`, or `Entity.create`, where `f` is decorated."
    why = "The decorator does the same; the second object is never used."
    source = "azure-functions-durable, decorators/durable_app.py"
    fix = "sometimes"
    fix_safety = "The statement is removed if nothing uses its name; that is safe."
    bad = durable(APP + "\n\nmain = df.Orchestrator.create(flow)\n")
    good = durable(APP)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, facts in project.decorated.modules.items():
            for name, value in facts.names.items():
                if isinstance(value, Created) and value.callee in CREATE and value.path == path:
                    argument = value.arguments[0] if value.arguments else None
                    if isinstance(argument, Builder) and argument.node:
                        message = f"{argument.node.name} is decorated; this second orchestrator or entity is never used"
                        yield self.at_node(
                            project, path, value.node, message, self._removed(project, path, name, value)
                        )

    def _removed(self, project: Project, path: str, name: str, value: Created) -> Fix | None:
        file = project.python(path)
        if file is None or file.tree is None:
            return None
        uses = [node for node in ast.walk(file.tree) if isinstance(node, ast.Name) and node.id == name]
        statement = next(
            (node for node in file.tree.body if isinstance(node, ast.Assign) and node.value is value.node), None
        )
        imported = any(found.resolved == path and name in _imported(found.node) for found in project.decorated.imports)
        if statement is None or len(uses) != 1 or imported:
            return None
        return one_fix("Remove the statement", "safe", deletion(file, statement))


def _imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names} | ({"*"} if isinstance(node, ast.ImportFrom) else set())


class TwiceOrchestrator(Rule):
    code = "PYS705"
    name = "orchestrator-created-twice"
    message = "A durable decorator is applied to what Orchestrator.create made"
    what = (
        "Checks for `orchestration_trigger` or `entity_trigger` around an object of `Orchestrator.create` or "
        "`Entity.create`."
    )
    why = (
        "The decorator creates the orchestrator itself. Indexing passes, the first turn fails: `TypeError: the JSON "
        "object "
        "must be str, bytes or bytearray, not DurableOrchestrationContext`."
    )
    source = "azure-functions-durable, decorators/durable_app.py"
    bad = durable(
        "def work(context):\n    yield context.call_activity('hello', 'x')\n\n\nmain = df.Orchestrator.create(work)\n"
        "app.orchestration_trigger(context_name='context')(main)\n\n\n" + ACTIVITY
    )
    good = durable(FLOW + "\n\n" + ACTIVITY)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            step = durable_step(function, "orchestration_trigger", "entity_trigger")
            if step and isinstance(function.subject, Created) and function.subject.callee in CREATE:
                message = f"{step.method} creates the orchestrator or entity itself; give it the plain function"
                yield self.at_node(project, function.module, step.node, message)


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
    bad = durable(APP.replace("call_activity('hello'", "call_activity('helo'"))
    good = durable(APP)
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


class UnpinnedDurable(Rule):
    code = "PYS707"
    name = "unpinned-durable"
    severity = "warning"
    message = "requirements.txt admits a Durable Functions library that drops the legacy model"
    what = "Checks that apps with durable functions in folders pin `azure-functions-durable<2`."
    why = (
        "1.7 warns at import: `DurableFunctionsCompatibilityWarning: Your application uses the legacy Python v1 "
        "programming "
        "model ... not supported by azure-functions-durable 2.x`. With 2.x the functions stop working."
    )
    source = "azure-functions-durable 1.7.0, __init__.py"
    fix = "always"
    fix_safety = "`<2` is added to the requirement; that is safe."
    bad = legacy(
        '{"type": "activityTrigger", "direction": "in", "name": "name"}',
        "def main(name: str) -> str:\n    return name\n",
    ) | {REQUIREMENTS: "azure-functions\nazure-functions-durable>=1.2\n"}
    good = legacy(
        '{"type": "activityTrigger", "direction": "in", "name": "name"}',
        "def main(name: str) -> str:\n    return name\n",
    ) | {REQUIREMENTS: "azure-functions\nazure-functions-durable>=1.2,<2\n"}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        line = find(project, "azure-functions-durable")
        types = {binding.type for function in project.app.functions for binding in function.bindings}
        kinds = {"activityTrigger", "orchestrationTrigger", "entityTrigger", "durableClient", "orchestrationClient"}
        if line is None or project.app.has_script or not types & kinds:
            return
        specifier = line.requirement.specifier
        if line.requirement.url or not any(
            specifier.contains(version, True) for version in ("2.0.0", "2.0.0b1", "2.5.0")
        ):
            return
        written = f"{line.requirement.name}{',' if specifier else ''}"
        start, end = line.span
        text = line.text[start.column - 1 : end.column - 1]
        head = text.split(";")[0].rstrip()
        proper = f"{head},<2" if specifier else f"{head}<2"
        edit = Edit(REQUIREMENTS, start, start.__class__(start.line, start.column + len(head)), proper)
        fix = one_fix("Add <2", "safe", edit)
        message = f"{written.rstrip(',')} 2.x drops the legacy model, which this app uses; pin it below 2"
        yield self.at(project, REQUIREMENTS, line.span, message, fix)


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
            resolver = Resolver(project.decorated, facts)
            for call in ast.walk(node):
                if isinstance(call, ast.Call):
                    callee = resolver.value(call.func)
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
    for legacy_function in () if project.app.has_script else project.app.functions:
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


class ActivityParameter(SignatureRule):
    code = "PYS709"
    name = "activity-parameter"
    message = "The parameter of an activity is not the one its trigger names"
    what = "Checks that an activity has one parameter (beside `context`), named as `input_name` says."
    why = (
        "The worker refuses the function, in the decorator model the whole app: `the following parameters are declared "
        "in "
        "Python but not in the function definition (function.json or function decorators): {'name'}`."
    )
    source = "azure-functions-runtime, Registry.validate_function_params"
    bad = durable(FLOW + "\n\n" + ACTIVITY.replace("input_name='name'", "input_name='who'"))
    good = durable(FLOW + "\n\n" + ACTIVITY)
    proof = Proof("worker", "declared in Python but not in the function definition")

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        trigger = next((bound for bound in entry.bindings if bound.type == "activityTrigger"), None)
        if trigger is None:
            return
        bound = {binding.name for binding in entry.bindings}
        extra = [p.arg for p in entry.parameters() if p.arg != "context" and p.arg not in bound]
        names = {parameter.arg for parameter in entry.parameters()}
        if trigger.name not in names or extra:
            listed = ", ".join(extra) or "none"
            message = f'the activity {entry.title} needs the parameter "{trigger.name}" and no other; it has {listed}'
            yield self.at_node(project, entry.path, entry.node, message)


RULES: tuple[Rule, ...] = (
    SyncClient(),
    ClientOfClient(),
    DurableOrder(),
    LeftoverCreate(),
    TwiceOrchestrator(),
    UnknownDurableName(),
    UnpinnedDurable(),
    NondeterministicOrchestrator(),
    ActivityParameter(),
)
