"""Python outside the app that imports it as a package, which its modules are none of any more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.modules import Modules, module_name
from pystein_migrate.python.source import Source, UnreadableError

from .migration import Migration


def package_imports(migration: Migration) -> Iterator[Note]:
    """A note for each file around the app that imports a module of it below the name of its folder.

    It says nothing where the module, and those that it loads, stay as they are, or where the app's folder is put on the
    module search path.
    """
    changed = [change for change in migration.changes if _is_python(change.path)]
    rewritten = {change.path for change in changed if change.before and change.after}
    if not rewritten or migration.is_on_search_path:
        return
    modules, folder = Modules(_after(migration)), migration.app.around.folder
    for path, data in migration.app.around.files.items():
        for node, module, target in _imports(migration, path, data) if _is_python(path) else ():
            if modules.has(target) and not rewritten.isdisjoint(modules.reachable([target])):
                position, own = Position(node.lineno, node.col_offset + 1), module_name(target)
                yield notes.PACKAGE_IMPORT.at(path, position, module=module, folder=folder, own=own)
                break


def _after(migration: Migration) -> dict[str, bytes]:
    """The Python files of the app after the changes."""
    files = {**migration.app.files, **{change.path: change.after for change in migration.changes}}
    return {path: data for path, data in files.items() if data is not None and _is_python(path)}


def _is_python(path: str) -> bool:
    return path.endswith(".py")


def _imports(migration: Migration, path: str, data: bytes) -> Iterator[tuple[ast.stmt | ast.expr, str, str]]:
    """What the file at ``path`` imports or names below the app's folder: where, the module, and its path in the app."""
    prefixes = tuple(f"{tail.replace('/', '.')}." for tail in migration.paths.tails)
    if not any(prefix[:-1].encode() in data for prefix in prefixes):
        return
    try:
        source = Source.read(path, data)
    except UnreadableError:
        return
    for node in source.nodes:
        for module in _named(node):
            own = next((module[len(each) :] for each in prefixes if module.startswith(each)), None)
            if own and isinstance(node, (ast.stmt, ast.expr)):
                base = own.replace(".", "/")
                yield from ((node, module, target) for target in (f"{base}.py", f"{base}/__init__.py"))


def _named(node: ast.AST) -> list[str]:
    """The modules that ``node`` may import, or that a string of it may name as ``mock.patch`` takes it."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [*(f"{node.module}.{alias.name}" for alias in node.names), node.module]
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"\w+(?:\.\w+)+", node.value):
        return [node.value, node.value.rpartition(".")[0]]
    return []
