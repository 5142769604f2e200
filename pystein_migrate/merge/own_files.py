"""Code that reads the files which the migration removes, or lists the folders they were in."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pystein_migrate import notes
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note
from pystein_migrate.python.expressions import called_name, root_name
from pystein_migrate.python.load_time import LoadTime
from pystein_migrate.python.places import ROOT, Place, place_of
from pystein_migrate.python.source import Source, UnreadableError
from pystein_migrate.python.texts import strings, texts

from .context import Context
from .errors import FailedFunctionsError

_FUNCTION_JSON = re.compile(r"(?:.*[\\/*?])?function\.json")
_LISTING_FUNCTIONS = frozenset({"listdir", "scandir", "walk", "fwalk"})
_GLOBS = frozenset({"glob", "iglob", "rglob"})
_PACKAGE_LISTERS = frozenset({"iter_modules", "walk_packages"})
_RECURSIVE = frozenset({"walk", "fwalk", "rglob", "walk_packages"})


def own_file_notes(context: Context, alive: Sequence[Function], removed: Collection[str]) -> list[Note]:
    """Warnings about code that names function.json, or lists folders that the ``removed`` files were in.

    Raises :class:`FailedFunctionsError` for code that does the former while the functions ``alive`` are loaded.
    """
    found: list[Note] = []
    loaded = context.modules.reachable(function.script for function in alive)
    sources = list(_sources(context, context.modules.paths()))
    load_time = LoadTime(source for source in sources if source.path in loaded)
    for source in sources:
        readers = list(_readers(source))
        for node, what in readers:
            if source.path in loaded and load_time.has(source, node):
                note = notes.FUNCTION_JSON_READ.at(
                    source.path, source.position(node), severity="error", what=what, when=", while functions are loaded"
                )
                _refuse(context, alive, note)
            found.append(notes.FUNCTION_JSON_READ.at(source.path, source.position(node), what=what, when=""))
        reading = {node for node, _ in readers}
        for call, place, pattern in _listers(source):
            if reading.isdisjoint(ast.walk(call)) and _shows_change(call, place, pattern, removed, context):
                folder = f'the folder "{place.path}"' if place.path else "the app's root"
                found.append(notes.FOLDER_LISTED.at(source.path, source.position(call), folder=folder))
    return found


def _sources(context: Context, paths: Iterable[str]) -> Iterator[Source]:
    for path in paths:
        try:
            yield context.modules.read(path)
        except UnreadableError:
            continue


def _refuse(context: Context, alive: Sequence[Function], note: Note) -> None:
    affected = [function for function in alive if note.path in context.modules.reachable([function.script])]
    raise FailedFunctionsError({function.name: replace(note, function=function.name) for function in affected})


def _readers(source: Source) -> Iterator[tuple[ast.expr, str]]:
    """Texts that are a path, or pattern of paths, of function.json."""
    if "function.json" not in source.text:
        return
    for node, text in strings(source):
        if _FUNCTION_JSON.fullmatch(text):
            yield node, text


def _listers(source: Source) -> Iterator[tuple[ast.Call, Place, str]]:
    """Calls that list a folder of the app, with the pattern of what they take, "" for all of it."""
    for node in source.nodes:
        if not isinstance(node, ast.Call):
            continue
        name, owner = called_name(node), node.func.value if isinstance(node.func, ast.Attribute) else None
        argument = node.args[0] if node.args else next((each.value for each in node.keywords), None)
        found: Place | None = None
        pattern = ""
        if name == "iterdir" and owner is not None:
            found = place_of(source, owner)
        elif name in _LISTING_FUNCTIONS:
            is_method = owner is not None and argument is None and root_name(owner) != "os"
            listed = owner if is_method else argument
            found = ROOT if listed is None else place_of(source, listed)
        elif name in _GLOBS and argument is not None:
            found, pattern = _globbed(source, owner, argument)
        elif name in _PACKAGE_LISTERS and isinstance(argument, (ast.List, ast.Tuple)) and argument.elts:
            found = place_of(source, argument.elts[0])
        if found is not None and found.rooted and found.whole:
            yield node, found, pattern


def _globbed(source: Source, owner: ast.expr | None, argument: ast.expr) -> tuple[Place, str]:
    """The folder that a glob starts in, and its pattern."""
    if owner is not None and root_name(owner) != "glob":
        found = texts(source, argument)
        return place_of(source, owner), found[0].value if len(found) == 1 else ""
    place = place_of(source, argument)
    folders = list(takewhile(lambda part: not set("*?[") & set(part), place.path.split("/")[:-1]))
    folder = "/".join(folders)
    return replace(place, path=folder), place.path.removeprefix(folder).removeprefix("/")


def _shows_change(call: ast.Call, place: Place, pattern: str, removed: Collection[str], context: Context) -> bool:
    """Whether listing ``place`` finds files or folders that go or come."""
    start = f"{place.path}/" if place.path else ""
    changed = [path.removeprefix(start) for path in (*removed, context.app.script_name) if path.startswith(start)]
    if pattern:
        wanted = re.compile(_expression(pattern, anywhere=called_name(call) == "rglob"))
        return any(wanted.fullmatch(each) for path in changed for each in _with_folders(path))
    if called_name(call) in _RECURSIVE:
        return bool(changed)
    return any("/" not in path for path in changed) or not place.path


def _with_folders(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]


def _expression(pattern: str, *, anywhere: bool) -> str:
    """The regular expression for a glob ``pattern``."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.replace("\\", "/"))
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return ("(?:.*/)?" if anywhere else "") + "".join(wild.get(part, re.escape(part)) for part in parts)
