"""Durable Functions: what the durable decorators do by themselves is taken out of the script.

The decorators wrap an orchestrator or entity as ``Orchestrator.create`` does, and turn the client binding's string into
a ``DurableOrchestrationClient`` (library: durable_functions ``decorators/durable_app.py``). Where it is not certain
that the script does just that, nothing is recorded, and the generic decorators keep what it receives.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from packaging.version import Version

from pystein_migrate.decorators.durable import CLIENTS, durable_binding, loses_implicit_output
from pystein_migrate.model.app import Binding, Function
from pystein_migrate.python.expressions import root_name
from pystein_migrate.python.names import names_of

from .adaptation import Adaptation, Rewrite
from .blockers import Blocker
from .durable_client import UncertainError, client_rewrites
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
        try:
            if binding.type != "activityTrigger":
                adapting.adapt(function, binding, imported_elsewhere=imported_elsewhere)
        except UncertainError as error:
            message = f'"{binding.name}" takes a generic decorator, because the script {error.message}'
            adaptation.remarks.append((function.name, Blocker("durable-generic", message, error.node)))
        else:
            adaptation.durable[function.name] = frozenset({binding.name})
    adapting.drop_imports()


class _Adapting:
    def __init__(self, script: Script, functions: Sequence[Function], adaptation: Adaptation, line_length: int) -> None:
        self.script = script
        self.entry_points = [function.entry_point for function in functions]
        self.adaptation = adaptation
        self.line_length = line_length
        self.names = names_of(script.source)
        self.gone: list[ast.AST] = []
        self.used_names: set[str] = set()

    def adapt(self, function: Function, binding: Binding, *, imported_elsewhere: bool) -> None:
        """Record what has to change so that the durable decorator gives the code what it expects.

        Raises :class:`UncertainError`.
        """
        node = self.definition(function.entry_point)
        if imported_elsewhere:
            raise UncertainError("is used by other code as well", node)
        if self.entry_points.count(function.entry_point) > 1:
            raise UncertainError(f"serves several functions with {function.entry_point}", node)
        if len(self.script.scope.references.get(function.entry_point, ())) != 1:
            raise UncertainError(f"uses {function.entry_point} itself", node)
        if binding.type in CLIENTS:
            self.client(function, binding, node)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            self.created_by_decorator(node, _FACTORIES[binding.type])
        else:
            self.created(function, node, _FACTORIES[binding.type])

    def definition(self, entry: str) -> ast.AST:
        """What binds ``entry`` at the top level, and nothing else does."""
        scope = self.script.scope
        bounds = scope.bound.get(entry, [])
        if len(bounds) == 1 and bounds[0].top_level and bounds[0].kind != "import" and entry not in scope.deleted:
            return bounds[0].node
        raise UncertainError(f"does not define {entry} itself, or more than once", self.script.source.tree)

    # Orchestrators and entities

    def created(self, function: Function, node: ast.AST, factory: str) -> None:
        """``main = df.Orchestrator.create(f)``: the assignment goes and ``f`` is decorated."""
        statement = self.assignment(node)
        call = statement.value if statement is not None else None
        if statement is None or not isinstance(call, ast.Call) or not self.is_durable(call.func, f"{factory}.create"):
            raise UncertainError(f"makes {function.entry_point} otherwise than with {factory}.create", node)
        wrapped = call.args[0] if len(call.args) == 1 and not call.keywords else None
        if not isinstance(wrapped, ast.Name) or not self.is_plain_function(wrapped):
            raise UncertainError(f"gives {factory}.create no plain function of its own, or uses that elsewhere", call)
        self.adaptation.entries[function.name] = wrapped.id
        self.adaptation.removed.add(statement)
        self.gone.append(statement)

    def created_by_decorator(self, node: ast.FunctionDef | ast.AsyncFunctionDef, factory: str) -> None:
        """``@df.Orchestrator.create``: the decorator goes."""
        if len(node.decorator_list) != 1 or not self.is_durable(node.decorator_list[0], f"{factory}.create"):
            raise UncertainError(f"makes {node.name} otherwise than with {factory}.create", node)
        (decorator,) = node.decorator_list
        self.adaptation.rewrites.append(Rewrite(decorator, "", names=()))
        self.gone.append(decorator)

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
        path = self.names.qualified(node)
        return path.startswith(PACKAGE) and path.endswith(f".{what}")

    # Clients

    def client(self, function: Function, binding: Binding, node: ast.AST) -> None:
        # The decorator awaits the function, and cannot tell what another decorator passes on.
        if not isinstance(node, ast.AsyncFunctionDef):
            raise UncertainError(f"has a {function.entry_point} that is not async def", node)
        if node.decorator_list:
            raise UncertainError(f"decorates {function.entry_point}", node)
        if loses_implicit_output(function, binding) and _returns_something(node):
            raise UncertainError("returns a value, which without an output only orchestrationClient allows", node)
        rewritten = client_rewrites(self.script.source, node, binding.name, self.names, self.line_length)
        self.adaptation.rewrites += rewritten
        self.gone += [rewrite.node for rewrite in rewritten]
        self.used_names |= {name for rewrite in rewritten for name in rewrite.names or ()}

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
