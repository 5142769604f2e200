"""Modules that the legacy model loaded twice, under two names, and the decorator model loads once."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note
from pystein_migrate.python.imports import items_of
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source, UnreadableError

from .legacy_modules import is_below_app


def twice_loaded(modules: Modules, scripts: Collection[str]) -> Iterator[Note]:
    """A warning for each module with state that scripts import both as ``__app__.x`` and as ``x``.

    Scripts are submodules of ``__app__``, so their relative imports load ``__app__.shared``, which is not the module
    that ``import shared`` loads (worker: loader.py); both have state of their own until they become one.
    """
    legacy: set[str] = set()
    absolute: set[str] = set()
    for path in scripts:
        for module, is_legacy in _imported(modules, path):
            (legacy if is_legacy else absolute).add(module)
    for path in sorted(legacy & absolute):
        try:
            node = _state(modules.read(path))
        except UnreadableError:
            continue
        if node is not None:
            yield notes.MODULE_IDENTITY.at(path, modules.read(path).position(node))


def _imported(modules: Modules, path: str) -> Iterator[tuple[str, bool]]:
    try:
        source = modules.read(path)
    except UnreadableError:
        return
    for node, item in items_of(source, source.nodes):
        for name in (item.module, f"{item.module}.{item.name}"):
            path_of_module = modules.path_of(name)
            if path_of_module is not None:
                yield path_of_module, is_below_app(node)


def _state(source: Source) -> ast.AST | None:
    """A top-level name of the module that holds something which can change; None if there is none."""
    scope = module_scope(source)
    for node in source.tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            mutable = isinstance(node.value, (ast.Call, ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp))
            if mutable and not ast.unparse(node.value).startswith(("logging.getLogger", "os.environ", "os.getenv")):
                return node
    rebound = sorted(scope.rebound_in_functions)
    return scope.bound[rebound[0]][0].node if rebound else None
