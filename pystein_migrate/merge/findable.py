"""Modules in the app's root that the decorator model's worker would not find get other names, before anything else."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from pystein_migrate import notes
from pystein_migrate.codemods.base import Subject, found
from pystein_migrate.codemods.rename_modules import RenameModules, imported_below_root
from pystein_migrate.codemods.rewriting import rewritten
from pystein_migrate.model.app import App
from pystein_migrate.model.change import FileChange
from pystein_migrate.model.note import Note
from pystein_migrate.model.result import AppResult
from pystein_migrate.python.concrete import UnparsableError
from pystein_migrate.python.expressions import last_name
from pystein_migrate.python.imports import LEGACY_ROOT
from pystein_migrate.python.loggers import name_labels
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.named_modules import named_modules
from pystein_migrate.python.source import Source
from pystein_migrate.python.texts import strings
from pystein_migrate.settings.search_path import found_first

from .naming import first_free

_OWN_PLACE = frozenset({"__file__", "__loader__", "__module__", "__package__", "__path__", "__spec__"})


@dataclass(frozen=True, slots=True)
class Findable:
    """``app`` as it is with the new names, which ``names`` has for the old ones; ``original`` is what is on disk."""

    app: App
    original: App
    names: Mapping[str, str] = field(default_factory=dict)

    def result(self, planned: AppResult) -> AppResult:
        """What is ``planned`` for the app with the new names, seen from what is on disk."""
        if not self.names:
            return planned
        if planned.status != "migrated":
            return self._of_old_files(planned)
        after = {**self.app.files, **{change.path: change.after for change in planned.changes}}
        before = self.original.files
        paths = sorted({*before, *after})
        changes = [FileChange(path, before.get(path), after.get(path)) for path in paths]
        told = [self._with_old_names(note) for note in planned.notes]
        first = {_top(old): path for old, path in reversed(list(self._moved()))}
        told += [notes.RENAMED_MODULE.at(first[old], old=old, new=new) for old, new in self.names.items()]
        return replace(planned, changes=tuple(c for c in changes if c.before != c.after), notes=tuple(told))

    def _of_old_files(self, planned: AppResult) -> AppResult:
        old = {new: path for path, new in self._moved()}

        def told(found: Iterable[Note]) -> tuple[Note, ...]:
            return tuple(replace(note, path=old.get(note.path, note.path)) for note in found)

        functions = tuple(replace(result, notes=told(result.notes)) for result in planned.functions)
        return replace(planned, functions=functions, notes=told(planned.notes))

    def _moved(self) -> Iterator[tuple[str, str]]:
        """The files with a new name: what they are called on disk, and the new name."""
        for path in sorted(self.original.files.keys() - self.app.files.keys()):
            yield path, _renamed(path, self.names)

    def _with_old_names(self, note: Note) -> Note:
        """``note`` with the names of modules in the legacy model that are true."""
        message = note.message
        for old, new in self.names.items():
            message = message.replace(f"{LEGACY_ROOT}.{new}", f"{LEGACY_ROOT}.{old}")
        return replace(note, message=message)


def findable(app: App) -> Findable:
    """``app`` with new names for the modules in its root that only the legacy loader finds by theirs.

    Only code may know the old name: a module that a text may name, or whose folder has other files or is a function's,
    keeps it.
    """
    hidden = found_first(app.files)
    code = {top for top in {_top(path) for path in app.paths} & hidden if _is_code(app, top)}
    modules = Modules(app.files)
    names = {
        top: first_free((f"{prefix}_{top}" for prefix in ("app", "own", "our")), _is_free(app, hidden))
        for top in (sorted(code & _imported(modules)) if code else ())
        if not _may_be_named(modules, top) and not _is_in_settings(app, top)
    }
    try:
        files = (
            {_renamed(path, names): _with_names(modules, app, path, names) for path in app.files}
            if names
            else app.files
        )
    except UnparsableError:
        return Findable(app, app)
    return Findable(replace(app, files=files, paths=frozenset(_renamed(path, names) for path in app.paths)), app, names)


def _imported(modules: Modules) -> set[str]:
    """The modules in the app's root that anything imports below it."""
    sources = modules.sources()
    return {name for source in sources for node in source.nodes for name in imported_below_root(source, node)}


def _is_code(app: App, top: str) -> bool:
    """Whether ``top`` is a module, or a folder with nothing but modules, and has no function nor the script of one."""
    inside = [path for path in app.paths if path == f"{top}.py" or path.startswith(f"{top}/")]
    is_function = any(top in (function.folder, _top(function.script)) for function in app.functions)
    return bool(inside) and not is_function and all(path.endswith(".py") for path in inside)


def _may_be_named(modules: Modules, top: str) -> bool:
    """Whether code may know the module ``top`` or a file in it otherwise than by imports, or cannot be read.

    It may by a text, by ``__app__`` as a value, and in the module itself by what that is called and where it lies.
    """
    as_path = re.compile(rf"(\./|/)?({LEGACY_ROOT}[./])?{re.escape(top)}[./]\w|{LEGACY_ROOT}\.{re.escape(top)}\b")
    for path in modules.paths():
        source = modules.source(path)
        if source is None:
            if modules.mention_in(path, top.encode()):
                return True
            continue
        if any(named.lookup != "resource" and named.may_be(top) for named in named_modules(source)):
            return True
        if any(text == top or as_path.match(text) for _, text in strings(source)):
            return True
        if any(map(partial(_is_root_value, source), source.nodes_of(ast.Name))) or (
            _top(path) == top and _knows_itself(source)
        ):
            return True
    return False


def _is_root_value(source: Source, node: ast.Name) -> bool:
    """Whether ``node`` is the package ``__app__``, of which no attribute is taken."""
    return node.id == LEGACY_ROOT and not isinstance(source.parents[node], ast.Attribute)


def _knows_itself(source: Source) -> bool:
    """Whether a module asks for its name, but to call a logger by it, or for its place."""
    labels = name_labels(source)
    names = {last_name(node) for node in source.nodes_of(ast.Name, ast.Attribute)}
    asks_name = any(node.id == "__name__" and node not in labels for node in source.nodes_of(ast.Name))
    return asks_name or not _OWN_PLACE.isdisjoint(names)


def _is_in_settings(app: App, top: str) -> bool:
    """Whether a file that is no code names the module as the legacy model does, as a logging configuration may."""
    name = f"{LEGACY_ROOT}.{top}".encode()
    return any(name in data for path, data in app.files.items() if not path.endswith(".py"))


def _is_free(app: App, hidden: frozenset[str]) -> Callable[[str], bool]:
    taken = {_top(path) for path in app.paths} | hidden
    return lambda name: name not in taken


def _renamed(path: str, names: Mapping[str, str]) -> str:
    top = _top(path)
    return names[top] + path.removeprefix(top) if top in names and path.endswith(".py") else path


def _top(path: str) -> str:
    """The module or package in the app's root that the file at ``path`` belongs to."""
    return path.partition("/")[0].removesuffix(".py")


def _with_names(modules: Modules, app: App, path: str, names: Mapping[str, str]) -> bytes:
    """The file at ``path`` with the new names in its imports. Raises UnparsableError."""
    source = modules.source(path) if path.endswith(".py") else None
    targets = found([RenameModules], Subject(source, new_modules=names)).targets if source else []
    return source.decoded.encode(rewritten(source, targets)) if source and targets else app.files[path]
