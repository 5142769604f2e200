"""What a script does that forbids to move its code into another module, each with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from pystein_migrate import notes
from pystein_migrate.model.note import NoteKind
from pystein_migrate.python.conditions import is_main_guard
from pystein_migrate.python.loggers import name_labels
from pystein_migrate.python.named_modules import relative_calls
from pystein_migrate.python.scopes import ModuleScope
from pystein_migrate.python.source import Source

_DYNAMIC_BUILTINS = {
    "globals": "looks its own names up in globals()",
    "vars": "looks names up in vars()",
    "exec": "runs code with exec(), which may use any name of the module",
    "eval": "runs code with eval(), which may use any name of the module",
}
_LOOK_UP = frozenset({*_DYNAMIC_BUILTINS, "locals", "dir", "__dict__"})
_MODULE_ATTRIBUTES = {
    "__doc__": "reads its own __doc__",
    "__package__": "uses __package__, which a top-level module does not have",
    "__spec__": "uses its own __spec__",
    "__loader__": "uses its own __loader__",
    "__path__": "uses its package's __path__",
}


@dataclass(frozen=True, slots=True)
class Blocker:
    """A reason to keep a script in place: ``message`` completes "the script …", ``node`` is where."""

    kind: NoteKind
    message: str
    node: ast.AST


def blockers(source: Source, scope: ModuleScope) -> Iterator[Blocker]:
    """Everything in ``source`` that would mean something else in another module."""
    yield from _dynamic_names(source, scope)
    yield from _builtins_module(source)
    yield from _module_annotations(scope)
    yield from _module_attributes(source, scope)
    yield from _module_hooks(scope)
    yield from _sys_modules(source)


def _dynamic_names(source: Source, scope: ModuleScope) -> Iterator[Blocker]:
    for name, message in _DYNAMIC_BUILTINS.items():
        references = scope.references.get(name, ()) if name not in scope.bound else ()
        for reference in [each for each in references if not _brings_names(source, each.node)][:1]:
            yield Blocker(notes.DYNAMIC_NAMES, message, reference.node)
    for name in ("locals", "dir"):
        for reference in scope.references.get(name, ()):
            if not reference.in_function and name not in scope.bound:
                yield Blocker(notes.DYNAMIC_NAMES, f"looks its own names up in {name}()", reference.node)


def _brings_names(source: Source, node: ast.AST) -> bool:
    """Whether ``node`` is the ``exec`` or ``eval`` of a call that hands the code all names it may use."""
    call = source.parents.get(node)
    if not isinstance(call, ast.Call) or call.func is not node or len(call.args) < 2:
        return False
    names = call.args[1]
    return not isinstance(names, ast.Starred) and not (isinstance(names, ast.Constant) and names.value is None)


def _builtins_module(source: Source) -> Iterator[Blocker]:
    """Builtins that are reached otherwise than by their own names, as ``builtins.globals()``."""
    if "builtins" not in source.text:
        return
    aliases = {"__builtins__"}
    for node in source.nodes_of(ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            aliases.update(alias.asname or alias.name for alias in node.names if alias.name == "builtins")
        elif node.module == "builtins":
            taken = [alias for alias in node.names if alias.name in _LOOK_UP]
            yield from (Blocker(notes.DYNAMIC_NAMES, "looks names up at run time", alias) for alias in taken)
    for name in source.nodes_of(ast.Name):
        if name.id in aliases:
            parent = source.parents[name]
            if not isinstance(parent, ast.Attribute) or parent.attr in _LOOK_UP:
                yield Blocker(notes.DYNAMIC_NAMES, "looks names up at run time", name)


def _module_annotations(scope: ModuleScope) -> Iterator[Blocker]:
    """``__annotations__`` of the module, which are those of all scripts in one module."""
    for reference in scope.references.get("__annotations__", ())[:1]:
        if not reference.in_class:
            yield Blocker(notes.DYNAMIC_NAMES, "reads the annotations of its own names", reference.node)


def _module_attributes(source: Source, scope: ModuleScope) -> Iterator[Blocker]:
    made_absolute: set[ast.AST] = {relative.anchor for relative in relative_calls(source)}
    for name, message in _MODULE_ATTRIBUTES.items():
        references = [each for each in scope.references.get(name, ()) if each.node not in made_absolute]
        for reference in references[:1]:
            yield Blocker(notes.MODULE_ATTRIBUTE, message, reference.node)
    allowed: set[ast.AST] = {*name_labels(source), *made_absolute}
    for node in source.tree.body:
        if is_main_guard(node):
            allowed.update(ast.walk(node.test))
    for reference in scope.references.get("__name__", ()):
        if reference.node not in allowed:
            yield Blocker(notes.MODULE_ATTRIBUTE, "uses its own __name__ as a value", reference.node)
            return


def _module_hooks(scope: ModuleScope) -> Iterator[Blocker]:
    for name in ("__getattr__", "__dir__"):
        for bound in scope.bound.get(name, ())[:1]:
            yield Blocker(notes.MODULE_HOOK, f"defines the module's {name}", bound.node)


def _sys_modules(source: Source) -> Iterator[Blocker]:
    if "modules" not in source.text:
        return
    for node in source.nodes_of(ast.ImportFrom, ast.Attribute):
        if isinstance(node, ast.ImportFrom):
            found = node.module == "sys" and any(alias.name == "modules" for alias in node.names)
        else:
            found = node.attr == "modules" and isinstance(node.value, ast.Name) and node.value.id == "sys"
        if found:
            yield Blocker(notes.DYNAMIC_NAMES, "looks modules up in sys.modules", node)
            return
