"""The new function that is decorated for an entry which cannot be where it stands, or is in another module."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from pystein_migrate.codemods.base import Findings
from pystein_migrate.codemods.entries import Delegate, as_written, thin_delegate
from pystein_migrate.codemods.function_directory import asks_directory
from pystein_migrate.model.app import Function
from pystein_migrate.python.definitions import FUNCTIONS
from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.meanings import Builtin, Library, Meanings, OwnName
from pystein_migrate.python.replaced import may_be_replaced
from pystein_migrate.python.scopes import module_scope, only_definition
from pystein_migrate.python.source import Source

from .context import Context
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
        adapted = function.name in findings.entries or function.name in findings.durable
        if adapted and not isinstance(only_definition(source, entry), FUNCTIONS):
            continue
        is_called = imported_elsewhere and context.options.layout != "single"
        is_shared = [each.entry_point for each in functions].count(entry) > 1
        if _is_plain(source, entry) and not is_called and not is_shared:
            continue
        delegate = thin_delegate(source, entry, meanings, as_written(source))
        if delegate is not None:
            yield function.name, delegate


def _is_plain(source: Source, entry: str) -> bool:
    """Whether ``entry`` is a function at the top level of ``source`` that nothing in it uses."""
    scope = module_scope(source)
    bounds = scope.bound.get(entry, ())
    is_function = len(bounds) == 1 and bounds[0].top_level and isinstance(bounds[0].node, FUNCTIONS)
    return is_function and len(scope.references.get(entry, ())) == 1


def thin_entry(context: Context, function: Function, merging: Merging) -> Delegate | None:
    """What calls the entry of ``function``, which stays in its module; None where that itself has to be registered.

    That is where the function asks for its folder, which is that of the file with its code (worker: functions.py), or
    where function_app.py cannot say what the entry takes.
    """
    source, entry = context.modules.read(function.script), function.entry_point
    if asks_directory(context.modules, source):
        return None
    meanings = Meanings(context.modules, certain=True)
    defined = meanings.of_name(source, entry)
    if isinstance(defined, OwnName) and defined.path != source.path:
        source, name = context.modules.read(defined.path), defined.name
    else:
        name = entry
    delegate = thin_delegate(source, name, meanings, partial(_spelled, context, merging, source))
    return replace(delegate, entry=entry) if delegate is not None else None


def _spelled(
    context: Context, merging: Merging, source: Source, node: ast.expr
) -> tuple[str, tuple[ImportItem, ...]] | None:
    """The annotation ``node`` of ``source`` as function_app.py has to write it, and what it has to import."""
    speller = _Speller(context, merging, source)
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
    def __init__(self, context: Context, merging: Merging, source: Source) -> None:
        self.meanings = Meanings(context.modules, certain=True)
        self.merging = merging
        self.existing = context.existing.source if context.existing else None
        self.source = source
        self.items: list[ImportItem] = []

    def visit(self, node: ast.AST) -> ast.AST:
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self.named(node)
        if isinstance(node, (ast.Subscript, ast.Tuple, ast.BinOp, ast.BitOr, ast.Load, ast.List)):
            return self.generic_visit(node)
        if isinstance(node, ast.Constant) and not isinstance(node.value, str):
            return node
        raise _UnsayableError

    def named(self, node: ast.Name | ast.Attribute) -> ast.expr:
        meaning = self.meanings.of(self.source, node)
        if isinstance(meaning, Builtin):
            return self.name(meaning.name, None)
        module, _, name = meaning.dotted.rpartition(".") if isinstance(meaning, Library) else ("", "", "")
        if module == LIBRARY:
            return ast.Attribute(ast.Name(self.merging.library), name)
        if module == _DURABLE:
            return ast.Attribute(self.name(_DURABLE_ALIAS, ImportItem(_DURABLE, "", _DURABLE_ALIAS)), name)
        if module in _BY_MEMBER:
            return self.name(name, ImportItem(module, name))
        raise _UnsayableError

    def name(self, name: str, item: ImportItem | None) -> ast.Name:
        """``name``, of a builtin or of what ``item`` imports, if function_app.py has it for nothing else."""
        target = item.target if item else None
        if not self.is_free(name, target):
            raise _UnsayableError
        if item is not None:
            self.items.append(item)
        return ast.Name(name)

    def is_free(self, name: str, target: tuple[str, str] | None) -> bool:
        given: Collection[str] = (*self.merging.names.values(), *self.merging.entries.values(), self.merging.app_name)
        if name in given or (self.existing is not None and name in module_scope(self.existing).bound):
            return False
        for merged in self.merging.scripts:
            hoisted = merged.script.hoisted_names()
            is_other = target is None or merged.script.import_target(name) != target
            if name in merged.renames.values() or (name in {*merged.script.scope.bound, *hoisted} and is_other):
                return False
            if target is not None and name in merged.script.scope.free - set(hoisted):
                return False
        return True
