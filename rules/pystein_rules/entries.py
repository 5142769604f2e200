"""Functions of both models whose definition and bindings are known, and rules that look at each of them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pystein_migrate.decorators.app import DecoratedFunction, Definition
from pystein_migrate.decorators.static_values import Defined
from pystein_migrate.model.app import Binding, Function

from .annotations import Annotation, Resolver
from .base import Rule
from .diagnostics import Diagnostic
from .functions import own_functions, title
from .project import Project
from .user_decorators import behaviour

WORKER = "azure-functions-runtime, Registry.validate_function_params"


@dataclass(frozen=True, slots=True)
class Bound:
    """One binding of a function of either model. ``at`` makes a finding at the place where it is declared."""

    name: str
    type: str | None
    direction: str
    is_trigger: bool
    at: Callable[[Rule, Project, str], Diagnostic]


@dataclass(frozen=True, slots=True)
class Entry:
    """A function of either model whose definition and bindings are all known."""

    title: str
    path: str
    node: Definition
    bindings: tuple[Bound, ...]
    resolver: Resolver
    decorated: DecoratedFunction | None = None
    untyped: frozenset[str] = frozenset()  # parameters whose annotations the library replaces

    def binding(self, name: str) -> Bound | None:
        """The binding of a parameter."""
        return next((bound for bound in self.bindings if bound.name == name), None)

    def parameters(self) -> list[ast.arg]:
        """All parameters, also ``*args`` and ``**kwargs``."""
        arguments = self.node.args
        extra = [argument for argument in (arguments.vararg, arguments.kwarg) if argument]
        return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *extra]


def entries(project: Project) -> Iterator[Entry]:
    """Every function of the app whose bindings and definition are known beyond doubt."""
    for function in own_functions(project):
        entry = _decorated_entry(project, function)
        if entry:
            yield entry
    for legacy_function in project.folders:
        if not legacy_function.dead:
            legacy_entry = _legacy_entry(project, legacy_function)
            if legacy_entry:
                yield legacy_entry


def _decorated_entry(project: Project, function: DecoratedFunction) -> Entry | None:
    facts = project.decorated.modules.get(function.path)
    if function.node is None or facts is None or not function.is_complete or function.owner is not None:
        return None
    if any(not step.is_library and behaviour(step) != "identity" for step in function.steps):
        return None
    methods = {step.method for step in function.library_steps}
    found = function.bindings()
    if any(binding.name is None for binding in found) or methods & {"orchestration_trigger", "entity_trigger"}:
        return None

    def place(node: ast.expr) -> Callable[[Rule, Project, str], Diagnostic]:
        return lambda rule, within, message: rule.at_node(within, function.module, node, message)

    bounds = tuple(
        Bound(b.name or "", b.type, b.direction, b.is_trigger, place(b.name_node))
        for b in found
    )  # fmt: skip
    clients = frozenset(b.name or "" for b in found if b.step.method == "durable_client_input")
    resolver = Resolver(project.decorated, facts)
    return Entry(title(function), function.path, function.node, bounds, resolver, function, clients)


def _legacy_entry(project: Project, function: Function) -> Entry | None:
    facts = project.decorated.modules.get(function.script)
    value = facts.names.get(function.entry_point) if facts else None
    if not isinstance(value, Defined) or isinstance(value.node, ast.ClassDef):
        return None
    home = project.decorated.modules.get(value.path)
    if home is None:
        return None
    if any(binding.type in ("orchestrationTrigger", "entityTrigger") for binding in function.bindings):
        return None

    def place(binding: Binding) -> Callable[[Rule, Project, str], Diagnostic]:
        span = (binding.position, binding.position)
        return lambda rule, within, message: rule.at(within, function.json_path, span, message)

    bounds = tuple(Bound(b.name, b.type, b.direction, b.is_trigger, place(b)) for b in function.bindings)
    return Entry(function.name, value.path, value.node, bounds, Resolver(project.decorated, home))


def _uses_other_converters(project: Project) -> bool:
    """Whether packages with converters of their own are mentioned; they change what annotations mean."""
    return any(b"azurefunctions" in data for data in project.app.modules().values())


class SignatureRule(Rule):
    """A rule that looks at each function by itself."""

    other_converters = False  # whether it also holds where packages with converters of their own are in use

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not self.other_converters and _uses_other_converters(project):
            return
        for entry in entries(project):
            yield from self.check_entry(project, entry)

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        """The findings in one function."""
        raise NotImplementedError


def annotated(entry: Entry) -> Iterator[tuple[ast.arg, Bound, Annotation]]:
    """The bound parameters with an annotation that the worker will look at."""
    for parameter in entry.parameters():
        bound = entry.binding(parameter.arg)
        if bound and parameter.annotation is not None and parameter.arg not in entry.untyped:
            yield parameter, bound, entry.resolver.read(parameter.annotation)
