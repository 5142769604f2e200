"""Modules that code names in texts: what it imports by name, patches, reads files of, or configures."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .expressions import called_name, last_name
from .imports import LEGACY_ROOT
from .source import Source, once
from .texts import UNKNOWN, Text, start_of, texts, written_beginning

# Calls that import the module which their first argument names.
_IMPORTING_CALLS = frozenset({"import_module", "__import__", "run_module", "import_string"})
# Calls that take the name of a module, or of something in one, as a string.
STRING_CALLS = frozenset({"import_module", "__import__", "patch", "setattr", "multiple", "delattr"})
_OTHER_CALLS = STRING_CALLS | {"reload", "find_spec", "resolve_name", "locate"}
# Calls that read files of the package which their first argument names.
_RESOURCE_CALLS = frozenset(
    {
        "get_data", "files", "read_text", "read_binary", "open_text", "open_binary", "contents", "is_resource",
        "resource_filename", "resource_string", "resource_stream", "resource_listdir", "resource_exists",
    }
)  # fmt: skip
# Keys of a logging configuration under which a class or factory is named.
_FACTORY_KEYS = frozenset({"()", "class"})
_ANCHORS = frozenset({"__package__", "__name__"})

# How a text is looked up: imported; by a call that reaches into the module; for the package's files; in sys.modules or
# a logging configuration.
Lookup = Literal["import", "string", "resource", "other"]


@dataclass(frozen=True, slots=True)
class Named:
    """A module that the expression ``node`` names, as seen from the app root; only its beginning unless ``exact``.

    ``text`` is what the expression says, ``lookup`` for what.
    """

    module: str
    exact: bool
    text: Text
    node: ast.expr
    lookup: Lookup

    def may_be(self, module: str) -> bool:
        """Whether ``module`` may be meant, or something in it; a package is not where a module in it is imported."""
        if self.lookup == "import":
            return module == self.module.removesuffix(".__init__") if self.exact else module.startswith(self.module)
        if self.exact:
            return f"{self.module}.".startswith(f"{module}.")
        return module.startswith(self.module) or self.module.startswith(f"{module}.")


@dataclass(frozen=True, slots=True)
class RelativeCall:
    """``import_module("..a", __package__)``: ``anchor`` is the argument that ``name`` is relative to.

    ``folders`` are those of the package that it names, from the app root.
    """

    call: ast.Call
    name: ast.expr
    anchor: ast.Name | ast.Constant
    folders: tuple[str, ...]


@once
def named_modules(source: Source) -> tuple[Named, ...]:
    """Every module that ``source`` may name.

    A name of which nothing is known counts where it is imported; nearly all code hands such to ``setattr``.
    """
    found = []
    for node, lookup in _looked_up(source):
        for text in texts(source, node):
            absolute = _absolute(source, node, text)
            if absolute.value or lookup == "import":
                found.append(Named(absolute.value, absolute.exact, text, node, lookup))
    return tuple(found)


def _looked_up(source: Source) -> Iterator[tuple[ast.expr, Lookup]]:
    for node in source.nodes_of(ast.Call, ast.Subscript, ast.Compare, ast.Dict):
        if isinstance(node, ast.Call):
            yield from _arguments(source, node)
        elif isinstance(node, ast.Subscript) and _is_registry(node.value):
            yield node.slice, "other"
        elif isinstance(node, ast.Compare) and _is_registry(node.comparators[0]):
            yield node.left, "other"
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                named = isinstance(key, ast.Constant) and key.value in _FACTORY_KEYS
                if named and isinstance(value, ast.Constant) and "." in str(value.value):
                    yield value, "other"


def _arguments(source: Source, node: ast.Call) -> Iterator[tuple[ast.expr, Lookup]]:
    name = _called(source, node)
    argument = node.args[0] if node.args else None
    for keyword in node.keywords:
        if keyword.arg in ("name", "target") and argument is None:
            argument = keyword.value
    if argument is None:
        return
    if name in _IMPORTING_CALLS:
        yield argument, "import"
    elif name in _OTHER_CALLS or _is_patch_dict(node):
        yield argument, "string"
    elif name in _RESOURCE_CALLS:
        yield argument, "resource"
    elif isinstance(node.func, ast.Attribute) and _is_registry(node.func.value):
        yield argument, "other"


def _called(source: Source, node: ast.Call) -> str:
    """The last name of what is called, as it is called where it was imported from."""
    name = called_name(node)
    return _aliases(source).get(name, name) if isinstance(node.func, ast.Name) else name


@once
def _aliases(source: Source) -> dict[str, str]:
    return {
        alias.asname: alias.name for node in source.nodes_of(ast.ImportFrom) for alias in node.names if alias.asname
    }


def _is_registry(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "modules" and last_name(node.value) == "sys"


def _is_patch_dict(node: ast.Call) -> bool:
    return (
        called_name(node) == "dict" and isinstance(node.func, ast.Attribute) and last_name(node.func.value) == "patch"
    )


def _absolute(source: Source, argument: ast.expr, text: Text) -> Text:
    name = text.value.replace(":", ".")
    if name.startswith("."):
        call = source.parents.get(argument)
        relative = relative_call(source, call) if isinstance(call, ast.Call) else None
        base = None if relative is None else base_of(relative, name)
        return UNKNOWN if base is None else Text(base + name.lstrip("."), text.exact)
    if not text.exact and LEGACY_ROOT.startswith(name):
        return UNKNOWN
    return Text(name.removeprefix(LEGACY_ROOT + "."), text.exact)


def relative_call(source: Source, call: ast.Call) -> RelativeCall | None:
    """``call`` if it imports a module relative to the place of its own file, or to a package below ``__app__``."""
    if _called(source, call) != "import_module" or not call.args:
        return None
    anchors = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "package")]
    anchor = anchors[0] if len(anchors) == 1 else None
    if isinstance(anchor, ast.Constant):
        top, *below = str(anchor.value).split(".")
        return RelativeCall(call, call.args[0], anchor, tuple(below)) if top == LEGACY_ROOT else None
    if not isinstance(anchor, ast.Name) or anchor.id not in _ANCHORS:
        return None
    if anchor.id == "__name__" and not source.path.endswith("__init__.py"):
        return None
    return RelativeCall(call, call.args[0], anchor, tuple(source.path.split("/")[:-1]))


def relative_calls(source: Source, *, climbing_only: bool = False) -> Iterator[RelativeCall]:
    """Calls like ``import_module("..a", __package__)`` that get an absolute name.

    ``climbing_only``: those alone that need ``__app__``, as their dots lead to the app root or the package is below it.
    """
    for node in source.nodes_of(ast.Call):
        relative = relative_call(source, node)
        if relative is None:
            continue
        name = written_beginning(source, start_of(relative.name))
        base = base_of(relative, name) if name.startswith(".") else None
        climbs = not base or isinstance(relative.anchor, ast.Constant)
        if base is not None and (climbs or not climbing_only):
            yield relative


def base_of(relative: RelativeCall, name: str) -> str | None:
    """What the dots that ``name`` begins with stand for, with a dot behind it unless it is the app root.

    None where they lead out of the app.
    """
    up = len(name) - len(name.lstrip(".")) - 1
    if up > len(relative.folders):
        return None
    return "".join(f"{folder}." for folder in relative.folders[: len(relative.folders) - up])
