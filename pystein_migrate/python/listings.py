"""Calls that list folders of the app."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from .definitions import FUNCTIONS, functions_around, positional
from .expressions import called_name, root_name
from .places import Place, place_of
from .source import Source, once
from .texts import texts

_LISTING_CALLS = frozenset({"listdir", "scandir", "walk", "fwalk"})
_GLOBS = frozenset({"glob", "iglob", "rglob"})
_PACKAGE_LISTERS = frozenset({"iter_modules", "walk_packages"})
_RECURSIVE = frozenset({"walk", "fwalk", "rglob", "walk_packages"})


@dataclass(frozen=True, slots=True)
class Listing:
    """A call that lists ``folder``: what fits ``pattern``, all for ""; ``recursive``: in the folders below as well."""

    node: ast.Call
    folder: Place
    pattern: str = ""
    recursive: bool = False

    def finds(self, path: str) -> bool:
        """Whether the file ``path`` of the app, or a folder it is in, is found, or may be for all that is known."""
        start = f"{self.folder.path}/" if self.folder.path else ""
        if not path.startswith(start):
            return False
        below = path.removeprefix(start)
        if self.pattern:
            wanted = re.compile(_expression(self.pattern, anywhere=self.recursive))
            return any(map(wanted.fullmatch, _with_folders(below)))
        return self.recursive or "/" not in below or not start


def listings(source: Source, listers: Mapping[str, int]) -> Iterator[Listing]:
    """What ``source`` lists of the app; ``listers`` are functions that list one of their arguments, and which one."""
    for node in source.nodes_of(ast.Call):
        folder, pattern = _listed(node)
        index = listers.get(called_name(node))
        if folder is None and index is not None and index < len(node.args):
            folder = node.args[index]
        if folder is not None:
            found = _listing(source, node, folder, pattern)
            if found.folder.rooted and found.folder.whole:
                yield found


def may_list_any_folder(source: Source) -> bool:
    """Whether ``source`` lists a folder of which it is not known where it lies."""
    folders = [_listed(node)[0] for node in source.nodes_of(ast.Call)]
    return any(folder is not None and not _is_known(source, folder) for folder in folders)


def _is_known(source: Source, folder: ast.expr) -> bool:
    place = place_of(source, folder)
    return place.rooted and place.whole


def lister_functions(sources: Iterable[Source]) -> dict[str, int]:
    """The functions that list the folder which is one of their arguments, by name, and its place among them."""
    return {name: index for source in sources for name, index in _lister_functions(source)}


@once
def _lister_functions(source: Source) -> list[tuple[str, int]]:
    found = []
    for node in source.nodes_of(ast.Call):
        folder = _listed(node)[0]
        if isinstance(folder, ast.Call) and len(folder.args) == 1:  # Path(folder)
            folder = folder.args[0]
        if not isinstance(folder, ast.Name):
            continue
        function = next((each for each in functions_around(source, node) if isinstance(each, FUNCTIONS)), None)
        if function is not None:
            is_method = isinstance(source.parents[function], ast.ClassDef)
            names = [each.arg for each in positional(function)][is_method:]
            if folder.id in names:
                found.append((function.name, names.index(folder.id)))
    return found


def _listed(node: ast.Call) -> tuple[ast.expr | None, ast.expr | None]:
    """The folder that ``node`` lists, or the path that it begins its pattern with, and the pattern if it is apart."""
    name, owner = called_name(node), node.func.value if isinstance(node.func, ast.Attribute) else None
    argument = node.args[0] if node.args else next((each.value for each in node.keywords), None)
    if name == "iterdir":
        return owner, None
    if name in _LISTING_CALLS:
        is_method = owner is not None and argument is None and root_name(owner) != "os"
        return (owner if is_method else argument or ast.Constant(".")), None
    if name in _GLOBS and argument is not None:
        return (owner, argument) if owner is not None and root_name(owner) != "glob" else (argument, None)
    if name in _PACKAGE_LISTERS and isinstance(argument, (ast.List, ast.Tuple)) and argument.elts:
        return argument.elts[0], None
    return None, None


def _listing(source: Source, node: ast.Call, folder: ast.expr, pattern: ast.expr | None) -> Listing:
    place, recursive = place_of(source, folder), called_name(node) in _RECURSIVE
    if pattern is not None:
        found = texts(source, pattern)
        return Listing(node, place, found[0].value if len(found) == 1 else "", recursive)
    if called_name(node) not in _GLOBS:
        return Listing(node, place, "", recursive)
    plain = "/".join(takewhile(lambda part: not set("*?[") & set(part), place.path.split("/")[:-1]))
    return Listing(node, replace(place, path=plain), place.path.removeprefix(plain).removeprefix("/"), recursive)


def _with_folders(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]


def _expression(pattern: str, *, anywhere: bool) -> str:
    """The regular expression for a glob ``pattern``."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?)", pattern.replace("\\", "/"))
    wild = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return ("(?:.*/)?" if anywhere else "") + "".join(wild.get(part, re.escape(part)) for part in parts)
