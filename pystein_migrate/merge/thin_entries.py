"""The new function that is decorated for an entry which cannot be where it stands, or is in another module."""

from __future__ import annotations

import ast
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from pystein_migrate import notes
from pystein_migrate.codemods.base import Findings
from pystein_migrate.codemods.entries import Delegate, Parameter, as_written, thin_delegate
from pystein_migrate.codemods.function_directory import asks_directory
from pystein_migrate.decorators.durable import activity_binding
from pystein_migrate.model.app import Function
from pystein_migrate.python.definitions import FUNCTIONS
from pystein_migrate.python.imports import ImportItem, is_star
from pystein_migrate.python.meanings import Builtin, Library, Meanings, OwnName, assigned_once
from pystein_migrate.python.modules import module_name
from pystein_migrate.python.replaced import may_be_replaced
from pystein_migrate.python.scopes import module_scope, only_definition
from pystein_migrate.python.source import Source

from .context import Context
from .entry import is_importable
from .handles import HANDLED, Handle, handle_of
from .merging import LIBRARY, Merging

# Modules of which annotations name members, and what function_app.py has them, or their members, by.
_DURABLE, _DURABLE_ALIAS = "azure.durable_functions", "df"
_BY_MEMBER = frozenset({"typing", "collections.abc", "typing_extensions"})


def thin_delegates(
    context: Context, functions: Sequence[Function], findings: Findings, *, imported_elsewhere: bool
) -> Iterator[tuple[str, Delegate]]:
    """What in the same module calls entries of ``functions`` that cannot be decorated where they stand, by their names.

    Those are others than plain functions, and such that several functions have or other code calls; a script that is
    merged is called by others through what is decorated, which can be called like the entry.
    """
    meanings = Meanings(context.modules, certain=True)
    for function in functions:
        source, entry = context.modules.read(function.script), function.entry_point
        if context.options.layout == "blueprints" and may_be_replaced(context.modules, entry):
            continue  # the worker has taken the entry before, or after
        activity = activity_binding(function, context.target)
        typed = findings.durable.get(function.name, frozenset()) - {activity.name if activity else ""}
        if (function.name in findings.entries or typed) and not isinstance(only_definition(source, entry), FUNCTIONS):
            continue
        is_called = imported_elsewhere and context.options.layout != "single"
        is_shared = [each.entry_point for each in functions].count(entry) > 1
        if _is_plain(source, entry) and not is_called and not is_shared:
            continue
        delegate = thin_delegate(source, entry, meanings, as_written(source))
        delegate = (
            _handled_elsewhere(context, function, findings) or delegate or _calling_imported(context, source, entry)
        )
        if delegate is not None:
            yield function.name, delegate


def _is_plain(source: Source, entry: str) -> bool:
    """Whether ``entry`` is a function at the top level of ``source`` that nothing in it uses."""
    scope = module_scope(source)
    bounds = scope.bound.get(entry, ())
    is_function = len(bounds) == 1 and bounds[0].top_level and isinstance(bounds[0].node, FUNCTIONS)
    return is_function and len(scope.references.get(entry, ())) == 1


def _handled_elsewhere(context: Context, function: Function, findings: Findings) -> Delegate | None:
    """What calls the function of which another module makes the handle that the script of ``function`` imports.

    It takes the durable decorator, which is recorded in ``findings``, and the handle is not needed any more.
    """
    source, entry = context.modules.read(function.script), function.entry_point
    there, name = _defined(context, source, entry) or (source, entry)
    if there.path == source.path or context.options.layout != "single" or not is_importable(there.path):
        return None
    handle = handle_of(context, function, there, name)
    if handle is None:
        return None
    place = _InScript(context, source)
    item = ImportItem(module_name(there.path), handle.name)
    if not place.is_free(handle.name, item):
        return None
    delegate = _calling_handled(handle, place)
    findings.durable[function.name] = frozenset({handle.binding.name})
    if len(module_scope(source).references.get(entry, ())) <= 1:
        findings.unneeded.add(entry)
    findings.remarks[:] = [
        (name, each)
        for name, each in findings.remarks
        if name != function.name or each.kind is not notes.DURABLE_GENERIC
    ]
    return replace(delegate, imports=(item, *delegate.imports))


def _calling_handled(handle: Handle, place: _Place) -> Delegate:
    """What calls the function of ``handle`` as that does, for the durable decorator to take."""
    node = only_definition(handle.source, handle.name)
    annotation = node.args.args[0].annotation if isinstance(node, ast.FunctionDef) else None
    said = _spelled(place, handle.source, annotation) if annotation is not None else None
    text, items = said or ("", ())
    return Delegate(handle.name, (Parameter(HANDLED, text),), imports=items)


def _calling_imported(context: Context, source: Source, entry: str) -> Delegate | None:
    """What calls ``entry``, which ``source`` imports, in the same module."""
    found = _defined(context, source, entry)
    if found is None or found[0] is source or asks_directory(context.modules, source):
        return None
    there, name = found
    place = _InScript(context, source)
    delegate = thin_delegate(there, name, place.meanings, partial(_spelled, place, there))
    return replace(delegate, entry=entry) if delegate is not None else None


def thin_entry(
    context: Context, function: Function, merging: Merging, given: dict[str, tuple[str, str]], *, is_typed: bool
) -> Delegate | None:
    """What calls the entry of ``function``, which stays in its module; None where that itself has to be registered.

    That is where the function asks for its folder, which is that of the file with its code (worker: functions.py), or
    where function_app.py cannot say what the entry takes. ``given`` are the names that it has for annotations, and what
    they are; those that are needed now are added. Where the decorators are those of Durable Functions (``is_typed``),
    they take the function that the entry is a handle of.
    """
    source, entry = context.modules.read(function.script), function.entry_point
    if asks_directory(context.modules, source):
        return None
    there, name = _defined(context, source, entry) or (source, entry)
    place = _InFunctionApp(context, merging, function.name, given)
    handle = handle_of(context, function, source, entry) if is_typed else None
    delegate = _calling_handled(handle, place) if handle is not None else None
    if delegate is None:
        called = thin_delegate(there, name, place.meanings, partial(_spelled, place, there))
        delegate = replace(called, entry=entry) if called is not None else None
    if delegate is not None:
        given.update({item.bound_name: item.target for item in delegate.imports})
    return delegate


def typed_handle(context: Context, function: Function) -> Handle | None:
    """The handle that the entry of ``function``, which stays in its module, is, if a durable decorator can take it."""
    source = context.modules.read(function.script)
    handle = handle_of(context, function, source, function.entry_point)
    return None if handle is None or asks_directory(context.modules, source) else handle


def _defined(context: Context, source: Source, entry: str) -> tuple[Source, str] | None:
    """Where what ``entry`` of ``source`` means is defined, and its name there; None if that is not seen."""
    meanings = Meanings(context.modules, certain=True)
    value = assigned_once(source, entry)
    meaning = meanings.of(source, value) if value is not None else meanings.of_name(source, entry)
    if meaning is None:  # an import in two forms, of which each finds the same
        hoisted = [item for item in context.scripts.of(source.path).hoisted_items() if item.bound_name == entry]
        meaning = meanings.imported(hoisted[0]) if len({item.target for item in hoisted}) == 1 else None
    return (context.modules.read(meaning.path), meaning.name) if isinstance(meaning, OwnName) else None


class _Place(Protocol):
    """Where annotations of another module are to be written."""

    meanings: Meanings

    @property
    def library(self) -> tuple[str, ImportItem | None]:
        """The name of azure.functions there, and the import that it needs."""

    def is_free(self, name: str, item: ImportItem | None) -> bool:
        """Whether ``name`` is there for nothing but the builtin or what ``item`` imports."""

    def other_name(self, name: str) -> str:
        """What else a class ``name`` may be called there."""


def _spelled(place: _Place, source: Source, node: ast.expr) -> tuple[str, tuple[ImportItem, ...]] | None:
    """The annotation ``node`` of ``source`` as it is written at ``place``, and what has to be imported there."""
    speller = _Speller(place, source)
    try:
        text = ast.unparse(speller.visit(_parsed(node)))
    except (_UnsayableError, SyntaxError):
        return None
    return text, tuple(dict.fromkeys(speller.items))


def _parsed(node: ast.expr) -> ast.expr:
    """A copy of the annotation, of one in a text what that says."""
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ast.unparse(node)
    return ast.parse(text.strip(), mode="eval").body


class _UnsayableError(Exception):
    """An annotation that only its own module can say."""


class _Speller(ast.NodeTransformer):
    def __init__(self, place: _Place, source: Source) -> None:
        self.place = place
        self.source = source
        self.items: list[ImportItem] = []

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self.named(node)
        if isinstance(node, ast.Subscript) and not self.is_generic(node.value):
            raise _UnsayableError  # a class of the app may do something
        if isinstance(node, (ast.Subscript, ast.Tuple, ast.BinOp, ast.BitOr, ast.Load, ast.List)):
            return self.generic_visit(node)
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            return node
        raise _UnsayableError

    def is_generic(self, node: ast.expr) -> bool:
        """Whether ``node`` is a builtin or from the standard library or azure.functions: ``list``, ``typing.List``."""
        meaning = self.place.meanings.of(self.source, node)
        if isinstance(meaning, Library):
            return meaning.is_standard or meaning.dotted.startswith("azure.functions.")
        return isinstance(meaning, Builtin)

    def named(self, node: ast.Name | ast.Attribute) -> ast.expr:
        meaning = self.place.meanings.of(self.source, node)
        if isinstance(meaning, Builtin):
            return self.name(meaning.name, None)
        module, _, name = meaning.dotted.rpartition(".") if isinstance(meaning, Library) else ("", "", "")
        if module == LIBRARY:
            alias, item = self.place.library
            return ast.Attribute(self.name(alias, item) if item else ast.Name(alias), name)
        if module == _DURABLE:
            return ast.Attribute(self.name(_DURABLE_ALIAS, ImportItem(_DURABLE, "", _DURABLE_ALIAS)), name)
        if module in sys.stdlib_module_names or module in _BY_MEMBER:
            return self.name(name, ImportItem(module, name))
        if isinstance(node, ast.Name) and (isinstance(meaning, Library) or self.is_settled(node.id)):
            return self.own(node.id)
        raise _UnsayableError

    def is_settled(self, name: str) -> bool:
        """Whether the module binds ``name`` once, for good: a class, or a type that is assigned or imported."""
        scope = module_scope(self.source)
        bounds = scope.bound.get(name, ())
        if name in scope.deleted or name in scope.rebound_in_functions:
            return False
        if len(bounds) == 1:
            return bounds[0].top_level
        *_, statement = (None, *self.source.around(bounds[0].node)) if bounds else (None,)
        return isinstance(statement, ast.Try) and _imports_either_way(statement, name, [each.node for each in bounds])

    def own(self, name: str) -> ast.Name:
        """What the module has under ``name``, taken from there: that it is loaded for the entry anyway."""
        module = module_name(self.source.path)
        if not is_importable(self.source.path):
            raise _UnsayableError
        item = ImportItem(module, name)
        if self.place.is_free(name, item):
            return self.name(name, item)
        other = self.place.other_name(name)
        return self.name(other, ImportItem(module, name, other))

    def name(self, name: str, item: ImportItem | None) -> ast.Name:
        """``name``, of a builtin or of what ``item`` imports, if it stands for nothing else there."""
        if not self.place.is_free(name, item):
            raise _UnsayableError
        if item is not None:
            self.items.append(item)
        return ast.Name(name)


def _imports_either_way(statement: ast.Try, name: str, bounds: Sequence[ast.AST]) -> bool:
    """Whether the import in ``try``, else that of each handler gives ``name``, and nothing else binds it."""
    branches = [statement.body, *(handler.body for handler in statement.handlers)]
    aliases = [
        [
            alias
            for node in branch
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if (alias.asname or alias.name) == name
        ]
        for branch in branches
    ]
    return len(branches) == len(bounds) and all(len(found) == 1 and found[0] in bounds for found in aliases)


class _InFunctionApp:
    """Annotations in function_app.py."""

    def __init__(self, context: Context, merging: Merging, function: str, given: Mapping[str, tuple[str, str]]) -> None:
        self.meanings = Meanings(context.modules, certain=True)
        self.merging = merging
        self.prefix = merging.names[function].title().replace("_", "")
        self.given = given
        self.existing = context.existing.source if context.existing else None

    @property
    def library(self) -> tuple[str, ImportItem | None]:
        return self.merging.library, None

    def other_name(self, name: str) -> str:
        return f"{self.prefix}{name[:1].upper()}{name[1:]}"

    def is_free(self, name: str, item: ImportItem | None) -> bool:
        target = item.target if item else None
        names: Collection[str] = (*self.merging.names.values(), *self.merging.entries.values(), self.merging.app_name)
        if name in names or (self.existing is not None and name in module_scope(self.existing).bound):
            return False
        if name in self.given and self.given[name] != target:
            return False
        for merged in self.merging.scripts:
            hoisted = merged.script.hoisted_names()
            is_other = target is None or merged.script.import_target(name) != target
            if name in merged.renames.values() or (name in {*merged.script.scope.bound, *hoisted} and is_other):
                return False
            if target is not None and name in merged.script.scope.free - set(hoisted):
                return False
        return True


class _InScript:
    """Annotations at the end of a script, whose names may change with it."""

    def __init__(self, context: Context, source: Source) -> None:
        self.meanings = Meanings(context.modules, certain=True)
        self.source = source
        # A star that stays may bring another "func".
        self.stars = context.options.layout == "blueprints" and any(map(is_star, source.nodes_of(ast.ImportFrom)))

    @property
    def library(self) -> tuple[str, ImportItem | None]:
        if self.stars:
            return "azure_functions", ImportItem(LIBRARY, "", "azure_functions")
        aliases = (alias for node in self.source.nodes_of(ast.Import) for alias in node.names if alias.asname)
        known = next((alias.asname for alias in aliases if alias.name == LIBRARY), None) or "func"
        return known, ImportItem(LIBRARY, "", known)

    def other_name(self, name: str) -> str:
        return name

    def is_free(self, name: str, item: ImportItem | None) -> bool:
        scope = module_scope(self.source)
        known = self.meanings.of_name(self.source, name)
        if item is None:
            return isinstance(known, Builtin)
        if name in scope.bound or known is not None:
            return known is not None and known == self.meanings.imported(item)
        return name not in scope.references
