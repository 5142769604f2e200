"""Which file or folder of the app an expression names, as far as its own file tells."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .definitions import FUNCTIONS
from .expressions import called_name, last_name, root_name
from .scopes import module_scope, only_definition
from .source import Source, once
from .texts import UNKNOWN, Text, only_value, texts

# Calls and methods that name the same file in other words.
SAME_PATH_CALLS = frozenset(
    {"abspath", "realpath", "normpath", "resolve", "absolute", "Path", "PurePath", "str", "fspath", "expanduser"}
)
# Where the platform deploys an app, and the setting that says so; it is the worker's working directory as well.
_DEPLOYED = "/home/site/wwwroot"
_ROOT_SETTING = "AzureWebJobsScriptRoot"
_LOADING_CALLS = {"spec_from_file_location": 1, "SourceFileLoader": 1, "load_source": 1, "run_path": 0}
_FRAMES = frozenset({"currentframe", "_getframe"})
_FILE_OF_CODE = frozenset({"getfile", "getsourcefile", "getabsfile", "getframeinfo", "getmodule"})
_STACKS = frozenset({"stack", "extract_stack", "getouterframes", "walk_stack"})
_DEEPEST = 12
# What code has in its text that asks for places of code.
_ASKS = re.compile(r"getfile|getsourcefile|getabsfile|getframeinfo|getmodule|getouterframes|co_filename|f_back|stack")


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder: ``path`` is relative to the app root ("" for it), or only the end of a path if not ``rooted``.

    ``whole``: nothing follows ``path``.
    """

    path: str
    rooted: bool = True
    whole: bool = True

    def may_be(self, path: str) -> bool:
        """Whether the file ``path`` of the app may be meant."""
        if self.rooted:
            return path == self.path if self.whole else path.startswith(self.path)
        return not self.whole or f"/{path}".endswith(f"/{self.path}" if self.path else "")

    @property
    def parent(self) -> Place:
        """The folder it lies in."""
        return replace(self, path=posixpath.dirname(self.path)) if self.path or not self.rooted else NOWHERE

    def below(self, text: Text) -> Place:
        """What ``text``, a relative path, names from here."""
        path = posixpath.join(self.path, text.value.replace("\\", "/"))
        if not text.exact:
            return Place(path, self.rooted, whole=False) if self.rooted else NOWHERE
        path = posixpath.normpath(path) if path else ""
        if path.startswith(("../", "/")) or path == "..":
            return NOWHERE
        return Place("" if path == "." else path, self.rooted)


NOWHERE = Place("", rooted=False)
ROOT = Place("")


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A call that runs the Python file at ``place``."""

    place: Place
    node: ast.Call


@once
def loaded_files(source: Source) -> tuple[LoadedFile, ...]:
    """The Python files that ``source`` loads by their paths."""
    found = []
    for node in source.nodes_of(ast.Call):
        index = _LOADING_CALLS.get(called_name(node))
        if index is not None:
            arguments = [*node.args, *(each.value for each in node.keywords if each.arg in ("location", "path"))]
            if len(arguments) > index:
                found.append(LoadedFile(place_of(source, arguments[index]), node))
    return tuple(found)


def place_of(source: Source, node: ast.expr) -> Place:
    """What ``node`` names if it is a path; :data:`NOWHERE` if nothing is known of it."""
    return _place(source, node, 0)


def is_own_file(source: Source, node: ast.AST) -> bool:
    """Whether ``node`` is the path of the file it stands in: ``__file__``, or what its code or a frame of it says."""
    if isinstance(node, ast.Name):
        return node.id == "__file__"
    if isinstance(node, ast.Call) and called_name(node) in ("getfile", "getsourcefile", "getabsfile"):
        return len(node.args) == 1 and not node.keywords and _is_own_code(source, node.args[0])
    if not isinstance(node, ast.Attribute):
        return False
    if node.attr == "filename":
        info = node.value
        frames = isinstance(info, ast.Call) and called_name(info) == "getframeinfo" and len(info.args) == 1
        return frames and _is_own_frame(info.args[0])  # type: ignore[attr-defined]
    if node.attr != "co_filename" or not isinstance(node.value, ast.Attribute):
        return False
    code = node.value
    return _is_own_frame(code.value) if code.attr == "f_code" else _is_own_code(source, code.value)


@once
def foreign_places(source: Source) -> tuple[tuple[ast.AST, str], ...]:
    """What asks where code is that need not be that of ``source``, or in a way that is not followed, and in words."""
    return tuple(_foreign_places(source)) if _ASKS.search(source.text) else ()


def _foreign_places(source: Source) -> Iterator[tuple[ast.AST, str]]:
    imported = {name for name, bounds in module_scope(source).bound.items() if all(b.kind == "import" for b in bounds)}
    for node in source.nodes_of(ast.Attribute, ast.Call):
        if isinstance(node, ast.Attribute) and node.attr in ("co_filename", "f_back") and not is_own_file(source, node):
            yield node, "asks code or frames for their file"
        elif isinstance(node, ast.Call) and called_name(node) in _FILE_OF_CODE and not is_own_file(source, node):
            followed = is_own_file(source, source.parents[node])
            if not followed and not (node.args and root_name(node.args[0]) in imported):
                yield node, f"asks {called_name(node)}() for a place"
        elif isinstance(node, ast.Call) and called_name(node) in _STACKS:
            module = root_name(node.func)
            if module in ("inspect", "traceback") or (module in imported and isinstance(node.func, ast.Name)):
                yield node, "asks the stack for places"


def _is_own_code(source: Source, node: ast.expr) -> bool:
    """Whether ``node`` is a frame, a lambda or an undecorated function of the file."""
    if isinstance(node, ast.Name):
        definition = only_definition(source, node.id)
        return isinstance(definition, FUNCTIONS) and not definition.decorator_list
    return isinstance(node, ast.Lambda) or _is_own_frame(node)


def _is_own_frame(node: ast.expr) -> bool:
    """Whether ``node`` is ``inspect.currentframe()``, or ``sys._getframe()``."""
    if not isinstance(node, ast.Call) or called_name(node) not in _FRAMES or node.keywords:
        return False
    return not node.args or (isinstance(node.args[0], ast.Constant) and node.args[0].value == 0)


def _place(source: Source, node: ast.expr, depth: int) -> Place:
    inner = depth + 1
    if depth > _DEEPEST:
        return NOWHERE
    if is_own_file(source, node):
        return Place(source.path)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return _of_text(Text(node.value))
    if isinstance(node, ast.Name):
        value = only_value(source, node.id)
        return NOWHERE if value is None else _place(source, value, inner)
    if isinstance(node, ast.Attribute):
        return _of_attribute(source, node, inner)
    if isinstance(node, ast.Subscript):
        return _of_item(source, node, inner)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return _joined(source, _place(source, node.left, inner), [node.right])
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _appended(_place(source, node.left, inner), _only(source, node.right))
    if isinstance(node, ast.JoinedStr):
        return _of_joined_string(source, node, inner)
    if isinstance(node, ast.Call):
        return _of_call(source, node, inner)
    return NOWHERE


def _of_text(text: Text) -> Place:
    value = text.value.replace("\\", "/")
    if value.startswith(_DEPLOYED):
        return ROOT.below(replace(text, value=value.removeprefix(_DEPLOYED).lstrip("/")))
    return NOWHERE if value.startswith(("/", "~")) else ROOT.below(replace(text, value=value))


def _of_attribute(source: Source, node: ast.Attribute, depth: int) -> Place:
    if node.attr == "parent":
        return _place(source, node.value, depth).parent
    if node.attr == "function_directory":
        return Place(source.folder)
    return ROOT if node.attr == "curdir" else NOWHERE


def _of_item(source: Source, node: ast.Subscript, depth: int) -> Place:
    key = node.slice.value if isinstance(node.slice, ast.Constant) else None
    if isinstance(node.value, ast.Attribute) and node.value.attr == "parents" and isinstance(key, int):
        place = _place(source, node.value.value, depth)
        for _ in range(key + 1 if 0 <= key < _DEEPEST else 0):
            place = place.parent
        return place if key >= 0 else NOWHERE
    return ROOT if key == _ROOT_SETTING and last_name(node.value) == "environ" else NOWHERE


def _of_call(source: Source, node: ast.Call, depth: int) -> Place:
    name, function, arguments = called_name(node), node.func, node.args
    owner = function.value if isinstance(function, ast.Attribute) else None
    if name in ("getcwd", "cwd") or (name in ("Path", "PurePath") and not arguments):
        return ROOT
    if name in ("getenv", "get") and arguments and _only(source, arguments[0]).value == _ROOT_SETTING:
        return ROOT
    if name == "dirname" and arguments:
        return _place(source, arguments[0], depth).parent
    if name in ("join", "Path", "PurePath") and arguments:
        return _joined(source, _place(source, arguments[0], depth), arguments[1:])
    if name in SAME_PATH_CALLS and arguments:
        return _place(source, arguments[0], depth)
    if owner is None:
        return NOWHERE
    if name in ("resolve", "absolute", "as_posix", "expanduser"):
        return _place(source, owner, depth)
    if name == "joinpath":
        return _joined(source, _place(source, owner, depth), arguments)
    if name == "with_name" and arguments:
        return _joined(source, _place(source, owner, depth).parent, arguments[:1])
    return NOWHERE


def _of_joined_string(source: Source, node: ast.JoinedStr, depth: int) -> Place:
    first = node.values[0] if node.values else None
    if isinstance(first, ast.FormattedValue):
        return _appended(_place(source, first.value, depth), _only(source, ast.JoinedStr(node.values[1:])))
    return _of_text(_only(source, node))


def _joined(source: Source, place: Place, operands: list[ast.expr]) -> Place:
    for operand in operands:
        place = place.below(_only(source, operand)) if place.whole else NOWHERE
    return place


def _appended(place: Place, text: Text) -> Place:
    """``folder + "/x"``."""
    if not text.value.startswith(("/", "\\")):
        return NOWHERE
    return place.below(replace(text, value=text.value[1:])) if place.whole else NOWHERE


def _only(source: Source, node: ast.expr) -> Text:
    found = texts(source, node)
    return found[0] if len(found) == 1 else UNKNOWN
