"""Decorators of Durable Functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.app import DURABLE, DecoratedFunction, Step
from pystein_migrate.decorators.static_values import Builder, Created
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, Fix
from pystein_rules.examples import ACTIVITY, DURABLE_APP, FLOW, durable
from pystein_rules.functions import durable_step, own_functions
from pystein_rules.project import Project
from pystein_rules.python_edits import deletion, reordering

CREATE = ("azure.durable_functions.Orchestrator.create", "azure.durable_functions.Entity.create")


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
        DURABLE_APP.replace(
            "@app.route(route='start')\n@app.durable_client_input(client_name='client')\n",
            "@app.durable_client_input(client_name='client')\n@app.route(route='start')\n",
        )
    )
    good = durable(DURABLE_APP)
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
    bad = durable(DURABLE_APP + "\n\nmain = df.Orchestrator.create(flow)\n")
    good = durable(DURABLE_APP)

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
