"""Other Python that imports, patches or opens what is gone."""

from __future__ import annotations

import ast
import posixpath
import re
import warnings
from collections.abc import Iterator, Sequence

from pystein_migrate import notes
from pystein_migrate.model.note import Note, Position
from pystein_migrate.python.imports import package_of
from pystein_migrate.text.decoding import decode_python

from .migration import Migration, Removed

# "options.json" is a file more often than the json module inside a function that is called options.
_FILE_SUFFIXES = frozenset({"json", "py", "txt", "csv", "xml", "html", "yml", "yaml", "md", "pdf", "png", "jpg", "sql"})


def removed_modules(migration: Migration) -> Iterator[Note]:
    """A note for each place in a Python file that stays where a removed module or file is named."""
    removed = migration.removed
    names = {module.rpartition(".")[2] for module in removed.modules} | {"function.json"}
    wanted = re.compile("|".join(map(re.escape, sorted(names))).encode())
    for path, data in migration.left.items():
        if path.endswith(".py") and wanted.search(data):
            for node, lines, mention in _mentions(migration, path, data):
                position, script = _position(lines, node), migration.app.script_name
                folder = migration.app.around.folder
                if path.startswith("../"):
                    script = f"{folder}/{script}, with {folder} on the module search path,"
                remedy = f"use {script} instead"
                if posixpath.basename(path) == "setup.py":
                    remedy = f"remove the mention: {migration.app.script_name} is a module, and no package"
                yield notes.REMOVED_MODULE_USED.at(path, position, mention=mention, remedy=remedy)
    yield from _files_named_by_scripts(migration)


def _files_named_by_scripts(migration: Migration) -> Iterator[Note]:
    """A note for each text of a function's script that is the path of a removed file: the code moves as it is."""
    removed = [file for file in migration.removed.files if "/" in file]
    scripts = {function.script for function in migration.app.functions} & {change.path for change in migration.changes}
    for path in sorted(scripts):
        data = migration.app.files.get(path, b"")
        for node, lines, text in _texts(data) if any(file.encode() in data for file in removed) else ():
            for file in removed:
                if text.replace("\\", "/").removeprefix("./") == file:
                    remedy = f"name {migration.app.script_name} instead, or keep a copy of the file"
                    yield notes.REMOVED_MODULE_USED.at(path, _position(lines, node), mention=file, remedy=remedy)


def _texts(data: bytes) -> Iterator[tuple[ast.AST, Sequence[str], str]]:
    lines, tree = _parsed(data)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, lines, node.value


def _mentions(migration: Migration, path: str, data: bytes) -> Iterator[tuple[ast.AST, Sequence[str], str]]:
    lines, tree = _parsed(data)
    names = _Names(migration, path)
    for node in ast.walk(tree):
        for mention in names.mentions(node):
            yield node, lines, mention


def _parsed(data: bytes) -> tuple[list[str], ast.Module]:
    """The lines and the tree of a Python file; nothing if it cannot be parsed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = decode_python(data).text
            return text.split("\n"), ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [], ast.Module([], [])


class _Names:
    """What the names in the Python file at ``path`` mean."""

    def __init__(self, migration: Migration, path: str) -> None:
        self.removed: Removed = migration.removed
        self.migration, self.file, self.is_outside = migration, path, path.startswith("../")
        self.roots = tuple(f"{tail}/" for tail in migration.paths.tails) if path.startswith("../") else ("",)
        self.all_gone = self.removed.all_function_json and not (path.startswith("../") and migration.app.around.apps)
        self.path = posixpath.normpath(posixpath.join(migration.app.around.folder, path))
        self.prefixes = ("__app__.", *(f"{tail.replace('/', '.')}." for tail in migration.paths.tails))

    def mentions(self, node: ast.AST) -> list[str]:
        """What of the removed ``node`` names."""
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names if self._is_removed(alias.name)]
        if isinstance(node, ast.ImportFrom):
            base = _absolute(node, self.path)
            names = [f"{base}.{alias.name}".lstrip(".") for alias in node.names]
            if self._is_removed(base):
                # A module beside a removed __init__.py can still be imported: its folder becomes a namespace package.
                return [] if self.removed.kept.issuperset(map(self._own, names)) else [base]
            return [name.removeprefix("__app__.") for name in names if self._is_removed(name)]
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 300:
            return self._in_string(node.value)
        return []

    def _in_string(self, text: str) -> list[str]:
        """A path of a removed file, or a dotted name in a removed module as ``mock.patch`` takes it."""
        slashed = text.replace("\\", "/")
        for file in self.removed.files:
            if any(f"/{slashed}".endswith(f"/{root}{file}") for root in self.roots):
                return [file]
        for folder in self.removed.folders:
            if any(root and f"/{slashed.rstrip('/')}".endswith(f"/{root}{folder}") for root in self.roots):
                return [folder]
        if self.all_gone and slashed.endswith("/function.json") and "*" in slashed:
            return ["function.json"]
        if any(text.startswith(prefix) for prefix in self.prefixes[1:]) and self._is_removed(text):
            return [text]
        module, dot, attribute = text.rpartition(".")
        if dot and attribute.isidentifier() and attribute not in _FILE_SUFFIXES and self._is_removed(module):
            return [text]
        return []

    def _is_removed(self, dotted: str) -> bool:
        return self._own(dotted) in self.removed.modules

    def may_be_bare(self, name: str) -> bool:
        """Whether ``name``, without the app's folder in front, may be a module of the app for a file outside it."""
        return self.migration.is_on_search_path and not self.migration.paths.is_beside(self.file, name)

    def _own(self, dotted: str) -> str:
        """``dotted`` as the app calls it; "" where it is another module."""
        dotted = dotted.lstrip(".")
        prefix = next((prefix for prefix in self.prefixes if dotted.startswith(prefix)), "")
        if self.is_outside and not prefix and not self.may_be_bare(dotted.partition(".")[0]):
            return ""
        return dotted[len(prefix) :]


def _absolute(node: ast.ImportFrom, path: str) -> str:
    if not node.level:
        return node.module or ""
    folders = package_of(path, node.level) or []
    return ".".join([*folders, *([node.module] if node.module else [])])


def _position(lines: Sequence[str], node: ast.AST) -> Position:
    line, offset = node.lineno, node.col_offset  # type: ignore[attr-defined]
    return Position(line, len(lines[line - 1].encode()[:offset].decode()) + 1)
