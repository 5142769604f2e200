"""Python outside the app that imports it as a package, which its modules are none of any more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.imports import items_of
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
    if not rewritten or any(_is_on_path(migration, data) for data in migration.app.around.files.values()):
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


def _is_on_path(migration: Migration, data: bytes) -> bool:
    wanted = rf"(?:pythonpath|PYTHONPATH|sys\.path\.(?:append|insert))[^\n]*(?:{migration.paths.tail})\b"
    return re.search(wanted, data.decode("utf-8", "replace")) is not None


def _imports(migration: Migration, path: str, data: bytes) -> Iterator[tuple[ast.stmt, str, str]]:
    """The imports of the file at ``path`` that name the app's folder: the module, and its path in the app."""
    prefixes = tuple(f"{tail.replace('/', '.')}." for tail in migration.paths.tails)
    if not any(prefix.encode() in data or prefix[:-1].encode() in data for prefix in prefixes):
        return
    try:
        source = Source.read(path, data)
    except UnreadableError:
        return
    for node in source.nodes:
        if isinstance(node, (ast.Import, ast.ImportFrom)) and not getattr(node, "level", 0):
            for _, item in items_of(source, [node]):
                for module in (f"{item.module}.{item.name}" if item.name else item.module, item.module):
                    own = next((module[len(each) :] for each in prefixes if module.startswith(each)), None)
                    if own:
                        base = own.replace(".", "/")
                        yield from ((node, module, target) for target in (f"{base}.py", f"{base}/__init__.py"))
