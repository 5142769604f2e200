"""Durable Functions: what the durable decorators do by themselves is taken out of the script.

The decorators wrap an orchestrator or entity as ``Orchestrator.create`` does, and turn the client binding's string into
a ``DurableOrchestrationClient`` (library: durable_functions ``decorators/durable_app.py``). Where it is not certain
that the script does just that, nothing is recorded, and the generic decorators keep what it receives.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from packaging.version import Version

from pystein_migrate.app.model import Binding, Function
from pystein_migrate.bindings.durable import CLIENTS, durable_binding, loses_implicit_output

from .adaptation import Adaptation, Rewrite
from .durable_client import client_rewrites
from .imported import ImportedNames, root_name
from .script import Script

PACKAGE = "azure.durable_functions."
_FACTORIES = {"orchestrationTrigger": "Orchestrator", "entityTrigger": "Entity"}


def adapt_durable(
    script: Script,
    functions: Sequence[Function],
    adaptation: Adaptation,
    target: Version,
    *,
    line_length: int,
    imported_elsewhere: bool = False,
) -> None:
    """Record what ``script`` needs no more once its ``functions`` take durable decorators, and which of them do.

    ``imported_elsewhere``: other code, tests say, uses the script's names, and orchestrators, entities and clients stay
    what they are to it. ``line_length``: lines that fit it still do.
    """
    adapting = _Adapting(script, functions, adaptation, line_length)
    for function in functions:
        binding = durable_binding(function, target)
        if binding is None or function.name in adaptation.delegates:
            continue
        if binding.type == "activityTrigger" or (not imported_elsewhere and adapting.fits(function, binding)):
            adaptation.durable[function.name] = frozenset({binding.name})
    adapting.drop_imports()


class _Adapting:
    def __init__(self, script: Script, functions: Sequence[Function], adaptation: Adaptation, line_length: int) -> None:
        self.script = script
        self.entry_points = [function.entry_point for function in functions]
        self.adaptation = adaptation
        self.line_length = line_length
        self.names = ImportedNames(script)
        self.gone: list[ast.AST] = []
        self.used_names: set[str] = set()

    def fits(self, function: Function, binding: Binding) -> bool:
        """Whether the durable decorator gives the code what it expects; records what has to change for that."""
        if self.entry_points.count(function.entry_point) > 1:
            return False
        if binding.type in CLIENTS:
            return self.client(function, binding)
        return self.created(function, f"{_FACTORIES[binding.type]}.create")

    # Orchestrators and entities

    def created(self, function: Function, factory: str) -> bool:
        """``main = df.Orchestrator.create(f)``, or the same as a decorator."""
        scope = self.script.scope
        entry = function.entry_point
        bounds = scope.bound.get(entry, [])
        if len(bounds) != 1 or not bounds[0].top_level or not self.used_once(entry):
            return False
        node = bounds[0].node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return self.created_by_decorator(node, factory)
        statement = self.assignment(node)
        call = statement.value if statement is not None else None
        if statement is None or not isinstance(call, ast.Call) or not self.is_durable(call.func, factory):
            return False
        wrapped = call.args[0] if len(call.args) == 1 and not call.keywords else None
        if not isinstance(wrapped, ast.Name) or not self.is_plain_function(wrapped):
            return False
        self.adaptation.entries[function.name] = wrapped.id
        self.adaptation.removed.add(id(statement))
        self.gone.append(statement)
        return True

    def created_by_decorator(self, node: ast.FunctionDef | ast.AsyncFunctionDef, factory: str) -> bool:
        if len(node.decorator_list) != 1 or not self.is_durable(node.decorator_list[0], factory):
            return False
        (decorator,) = node.decorator_list
        self.adaptation.rewrites.append(Rewrite(decorator, "", names=()))
        self.gone.append(decorator)
        return True

    def assignment(self, target: ast.AST) -> ast.Assign | ast.AnnAssign | None:
        for statement in self.script.body:
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and statement.targets[0] is target:
                return statement
            if isinstance(statement, ast.AnnAssign) and statement.target is target:
                return statement
        return None

    def is_plain_function(self, name: ast.Name) -> bool:
        """Whether ``name`` is a function of this script that nothing decorates and nothing else uses."""
        scope = self.script.scope
        bounds = scope.bound.get(name.id, [])
        references = scope.references.get(name.id, [])
        if len(bounds) != 1 or not bounds[0].top_level or len(references) != 2:
            return False
        node = bounds[0].node
        return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and not node.decorator_list

    def is_durable(self, node: ast.expr, what: str) -> bool:
        path = self.names.path(node)
        return path.startswith(PACKAGE) and path.endswith(f".{what}")

    def used_once(self, name: str) -> bool:
        """Whether nothing but its definition mentions ``name``."""
        scope = self.script.scope
        return len(scope.references.get(name, ())) == 1 and name not in scope.deleted

    # Clients

    def client(self, function: Function, binding: Binding) -> bool:
        bounds = self.script.scope.bound.get(function.entry_point, [])
        node = bounds[0].node if len(bounds) == 1 and bounds[0].top_level else None
        # The decorator awaits the function, and cannot see through another decorator what that passes on.
        if (
            not isinstance(node, ast.AsyncFunctionDef)
            or node.decorator_list
            or not self.used_once(function.entry_point)
        ):
            return False
        if loses_implicit_output(function, binding) and _returns_something(node):
            return False
        rewritten = client_rewrites(self.script.source, node, binding.name, self.names, self.line_length)
        if rewritten is None:
            return False
        self.adaptation.rewrites += rewritten
        self.gone += [rewrite.node for rewrite in rewritten]
        self.used_names |= {name for rewrite in rewritten for name in rewrite.names or ()}
        return True

    # Imports

    def drop_imports(self) -> None:
        """Leave out imports that only served what is gone, so that nothing is imported unused."""
        scope = self.script.scope
        gone = {id(child) for node in self.gone for child in ast.walk(node)}
        roots = {root_name(child) for node in self.gone for child in ast.walk(node) if isinstance(child, ast.Name)}
        hoisted = {item.bound_name: item for imported in self.script.imports for item in imported.items}
        for name in roots & hoisted.keys() - self.used_names:
            item = hoisted[name]
            if not f"{item.module}.".startswith(PACKAGE) or item.comments or item.trailing:
                continue
            definitions = {id(bound.node) for bound in scope.bound.get(name, ())}
            if all(id(r.node) in gone | definitions for r in scope.references.get(name, ())):
                self.adaptation.unneeded.add(name)


def _returns_something(node: ast.AsyncFunctionDef) -> bool:
    pending: list[ast.AST] = list(node.body)
    while pending:
        child = pending.pop()
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        if isinstance(child, ast.Return) and getattr(child.value, "value", child.value) is not None:
            return True
        pending += ast.iter_child_nodes(child)
    return False
