"""Under which names the legacy model loaded the app's modules."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pystein_migrate.python.expressions import last_name
from pystein_migrate.python.imports import LEGACY_ROOT, UnresolvableImportError, absolute_items
from pystein_migrate.python.modules import Modules, module_name
from pystein_migrate.python.named_modules import named_modules
from pystein_migrate.python.source import Source

_MISSING = frozenset({"ImportError", "ModuleNotFoundError"})


@dataclass(frozen=True, slots=True)
class LegacyModules:
    """Paths of modules: those loaded as ``__app__.x``, and those loaded as ``x``. Some were loaded twice."""

    below_app: frozenset[str]
    plain: frozenset[str]


def legacy_modules(modules: Modules, scripts: Collection[str]) -> LegacyModules:
    """What the functions' ``scripts`` loaded.

    Scripts are submodules of ``__app__`` (worker: loader.py). Their relative imports stay below it, as do those of what
    they load so; an absolute import of the app's own module loads it by its plain name.
    """
    seen: set[tuple[str, bool]] = set()
    pending = [(path, True) for path in scripts]
    while pending:
        found = pending.pop()
        if found not in seen:
            seen.add(found)
            pending += _loaded_by(modules, *found)
    below, plain = (frozenset(path for path, is_below in seen if is_below is wanted) for wanted in (True, False))
    return LegacyModules(below, plain)


def is_below_app(node: ast.Import | ast.ImportFrom, *, importer_is: bool = True) -> bool:
    """Whether ``node`` imports below ``__app__``; ``importer_is`` says that its module was loaded so itself."""
    if isinstance(node, ast.ImportFrom) and node.level:
        return importer_is
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return any(name.partition(".")[0] == LEGACY_ROOT for name in names)


def _loaded_by(modules: Modules, path: str, is_below: bool) -> Iterator[tuple[str, bool]]:
    yield from ((package, is_below) for package in _packages_around(modules, path))
    source = modules.source(path)
    if source is None:
        return
    idle = _idle_fallbacks(modules, source, is_below=is_below)
    for node in source.nodes_of(ast.Import, ast.ImportFrom):
        if node in idle:
            continue
        try:
            items = absolute_items(source, node)
        except UnresolvableImportError:
            continue
        below = is_below_app(node, importer_is=is_below)
        for item in items:
            for name in (item.module, f"{item.module}.{item.name}"):
                found = modules.path_of(name)
                if found is not None:
                    yield found, below
    for named in named_modules(source):
        found = modules.path_of(named.module) if named.lookup == "import" and named.exact else None
        if found is not None:
            text = named.text.value
            yield found, is_below if text.startswith(".") else text.startswith(f"{LEGACY_ROOT}.")


def _idle_fallbacks(modules: Modules, source: Source, *, is_below: bool) -> set[ast.AST]:
    """Everything below ``except ImportError`` where all that is tried is to import modules that the app has."""
    found: set[ast.AST] = set()
    for node in source.nodes_of(ast.Try):
        if all(_is_own_import(modules, source, each, is_below) for each in node.body):
            missing = [handler for handler in node.handlers if _caught(handler) <= _MISSING]
            found.update(inner for handler in missing for inner in ast.walk(handler))
    return found


def _is_own_import(modules: Modules, source: Source, node: ast.stmt, is_below: bool) -> bool:
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return False
    if isinstance(node, ast.ImportFrom) and node.level > 1 and not is_below:
        return False
    try:
        return all(modules.path_of(item.module) is not None for item in absolute_items(source, node))
    except UnresolvableImportError:
        return False


def _caught(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {""}
    return {name for node in ast.walk(handler.type) if (name := last_name(node))}


def _packages_around(modules: Modules, path: str) -> Iterator[str]:
    name = module_name(path).rpartition(".")[0]
    while name:
        package = modules.path_of(name)
        if package is not None:
            yield package
        name = name.rpartition(".")[0]
