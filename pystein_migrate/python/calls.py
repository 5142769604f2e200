"""Functions that are called while modules are loaded, and what their local names are bound to."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .bindings import bound_by, given_by
from .definitions import FUNCTIONS, Function, own_nodes, parameters
from .source import Source

Scope = Function | ast.ClassDef
NO_ROOTS: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """A scope whose code runs: a module, or in it a class body or a function that is called.

    ``values`` are what the scope's own statements bind its names to, ``arguments`` what its parameters stand for.
    ``follows_imports``: what an import loads counts as part of the code.
    """

    source: Source
    node: Scope | None = None
    values: Mapping[str, tuple[ast.AST, ...]] = field(default_factory=dict)
    arguments: Mapping[str, Given] = field(default_factory=dict)
    outer: Frame | None = None
    follows_imports: bool = False

    def owner_of(self, name: str) -> Frame | None:
        """The frame around a use of ``name`` here that binds it; None where it is the module's name."""
        frame: Frame | None = self
        while frame is not None and frame.node is not None:
            if (name in frame.values or name in frame.arguments) and (
                frame is self or not isinstance(frame.node, ast.ClassDef)
            ):
                return frame
            frame = frame.outer
        return None

    def rebinds(self, name: str) -> bool:
        """Whether a function declares ``name`` global."""
        return isinstance(self.node, FUNCTIONS) and any(
            isinstance(each, ast.Global) and name in each.names for each in own_nodes(self.node)
        )


@dataclass(frozen=True, slots=True)
class Routine:
    """A function of the app that may be called, with the frame around its definition.

    ``owner`` is what the object is in, by its names, whose method it is; None for what is no method.
    """

    node: Function
    frame: Frame
    owner: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What the arguments of a call stand for: the names of what they are in, and the functions among them."""

    roots: frozenset[str] = NO_ROOTS
    routines: tuple[Routine, ...] = ()


NOTHING_GIVEN = Given()


def called(routine: Routine, given: Given) -> Frame:
    """The frame of a call of ``routine``; each parameter may be any argument."""
    node = routine.node
    arguments = dict.fromkeys((argument.arg for argument in parameters(node)), given)
    first = next(iter(arguments), None)
    if routine.owner is not None and first is not None:
        arguments[first] = Given(routine.owner)
    return Frame(routine.frame.source, node, local_values(node), arguments, routine.frame, follows_imports=True)


def local_values(node: Scope) -> dict[str, tuple[ast.AST, ...]]:
    """The names that the statements of a scope bind, each with what it is bound to as far as that is an expression."""
    declared = {name for each in own_nodes(node) if isinstance(each, (ast.Global, ast.Nonlocal)) for name in each.names}
    found: dict[str, tuple[ast.AST, ...]] = {}
    for name, value in _bindings(node):
        if name not in declared:
            found[name] = (*found.get(name, ()), *([value] if value is not None else []))
    return found


def _bindings(scope: Scope) -> Iterator[tuple[str, ast.AST | None]]:
    for node in own_nodes(scope):
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            yield node.name, node
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            yield from ((name, node) for alias in node.names for name in bound_by(alias))
        else:
            yield from ((name, value) for target, value, _ in given_by(node) for name in _stored(target))
            yield from ((name, None) for name in bound_by(node))


def _stored(target: ast.expr) -> Iterator[str]:
    for node in ast.walk(target):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
