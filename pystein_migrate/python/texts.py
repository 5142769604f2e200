"""The texts that an expression may have, as far as one file tells: literals, and names and collections of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from .bindings import bound_by, given_by
from .definitions import FUNCTIONS, positional
from .expressions import called_name
from .source import Source, once

_DEEPEST = 8
_PATH_CONSTANTS = {"pardir": "..", "curdir": "."}  # of os and os.path
_MOST = 64
_COLLECTIONS = (ast.List, ast.Tuple, ast.Set)
# Methods that put something into a collection, so that its display does not say all.
_FILLING = frozenset({"append", "extend", "insert", "add", "update", "setdefault"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text: all of it if ``exact``, else its beginning. ``start`` is the literal that it begins with, if any."""

    value: str
    exact: bool = True
    start: ast.expr | None = None


UNKNOWN = Text("", exact=False)


def texts(source: Source, node: ast.expr) -> tuple[Text, ...]:
    """Every text that ``node`` may have; :data:`UNKNOWN` among them where more may come out."""
    found = tuple(dict.fromkeys(_texts(source, node, 0)))
    return found if len(found) <= _MOST else (UNKNOWN,)


def written_beginning(source: Source, node: ast.expr) -> str:
    """The text of a literal, or of the one an f-string begins with; "" where it has escapes or is neither."""
    first = node.values[0] if isinstance(node, ast.JoinedStr) and node.values else node
    if not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return ""
    value = re.escape(first.value)
    whole = value if isinstance(node, ast.Constant) else value + ".*"
    return first.value if re.fullmatch(rf"""\w*('''|\"""|'|"){whole}\1""", source.segment(node), re.DOTALL) else ""


def start_of(node: ast.expr) -> ast.expr:
    """What a text begins with that is put together by ``+``, ``%`` or ``.format()``; any other one is its own."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
        return start_of(node.left)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return start_of(node.func.value)
    return node


def strings(source: Source) -> Iterator[tuple[ast.Constant, str]]:
    """Every string of the file that is used for something, which docstrings are not."""
    for node in source.nodes_of(ast.Constant):
        if isinstance(node.value, str) and not isinstance(source.parents[node], ast.Expr):
            yield node, node.value


def _texts(source: Source, node: ast.expr, depth: int) -> Iterator[Text]:
    inner = depth + 1
    if depth > _DEEPEST:
        yield UNKNOWN
    elif isinstance(node, ast.Constant):
        yield Text(node.value, start=node) if isinstance(node.value, str) else UNKNOWN
    elif isinstance(node, ast.JoinedStr):
        yield from (replace(text, start=node) for text in _concatenated(source, node.values, inner))
    elif isinstance(node, ast.FormattedValue):
        plain = node.conversion == -1 and node.format_spec is None
        yield from _texts(source, node.value, inner) if plain else (UNKNOWN,)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _concatenated(source, (node.left, node.right), inner)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        yield from (_up_to("%", text) for text in _texts(source, node.left, inner))
    elif isinstance(node, ast.IfExp):
        yield from _texts(source, node.body, inner)
        yield from _texts(source, node.orelse, inner)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _texts(source, value, inner)
    elif isinstance(node, ast.Attribute) and node.attr in _PATH_CONSTANTS:
        yield Text(_PATH_CONSTANTS[node.attr])
    elif isinstance(node, ast.Name):
        yield from _of_name(source, node.id, inner)
    elif isinstance(node, ast.Subscript):
        yield from _of_elements(source, _values(source, node.value, inner), inner)
    elif isinstance(node, ast.Call):
        yield from _of_call(source, node, inner)
    else:
        yield UNKNOWN


def _of_call(source: Source, node: ast.Call, depth: int) -> Iterator[Text]:
    function, name = node.func, called_name(node)
    if name == "str" and len(node.args) == 1:
        yield from _texts(source, node.args[0], depth)
    elif not isinstance(function, ast.Attribute):
        yield UNKNOWN
    elif name == "format":
        yield from (_up_to("{", text) for text in _texts(source, function.value, depth))
    elif name == "get" and node.args:
        yield from _of_elements(source, _values(source, function.value, depth), depth)
        for default in node.args[1:]:
            yield from _texts(source, default, depth)
    elif name == "join" and len(node.args) == 1 and isinstance(node.args[0], (ast.List, ast.Tuple)):
        pieces: list[ast.expr] = []
        for element in node.args[0].elts:
            pieces += [function.value, element] if pieces else [element]
        yield from _concatenated(source, pieces, depth)
    else:
        yield UNKNOWN


def _up_to(mark: str, text: Text) -> Text:
    beginning, found, _ = text.value.partition(mark)
    return replace(text, value=beginning, exact=False) if found else text


def _concatenated(source: Source, parts: Sequence[ast.expr], depth: int) -> Iterator[Text]:
    """The texts of ``parts`` one after the other, as far as they are known."""
    beginnings: list[Text] = [Text("")]
    for part in parts:
        following = list(_texts(source, part, depth)) if any(text.exact for text in beginnings) else []
        if len(beginnings) * len(following) > _MOST:
            following = [UNKNOWN]
        beginnings = [
            longer
            for text in beginnings
            for longer in ([_joined(text, more) for more in following] if text.exact else [text])
        ]
    yield from beginnings


def _joined(text: Text, more: Text) -> Text:
    start = text.start if text.value or text.start else more.start
    return Text(text.value + more.value, more.exact, start)


def _of_elements(source: Source, elements: Iterable[ast.expr] | None, depth: int) -> Iterator[Text]:
    if elements is None:
        yield UNKNOWN
        return
    for element in elements:
        yield from _texts(source, element, depth)


def _values(source: Source, node: ast.expr, depth: int) -> list[ast.expr] | None:
    """What an item taken of ``node`` may be; None if that is not known."""
    display = _display(source, node, depth)
    return list(display.values) if isinstance(display, ast.Dict) else _elements(display)


def _iterated(source: Source, node: ast.expr, depth: int) -> list[ast.expr] | None:
    """What a loop over ``node`` meets; None if that is not known."""
    if isinstance(node, ast.Call) and called_name(node) == "values" and isinstance(node.func, ast.Attribute):
        return _values(source, node.func.value, depth)
    if isinstance(node, ast.Call) and called_name(node) in ("sorted", "list", "tuple", "set", "reversed") and node.args:
        return _iterated(source, node.args[0], depth)
    display = _display(source, node, depth)
    if isinstance(display, ast.Dict):
        return None if None in display.keys else [key for key in display.keys if key is not None]
    return _elements(display)


def _elements(display: ast.expr | None) -> list[ast.expr] | None:
    return list(display.elts) if isinstance(display, _COLLECTIONS) else None


def _display(source: Source, node: ast.expr, depth: int) -> ast.expr | None:
    """The list, tuple, set or dict that ``node`` is, or that the one assignment of the name ``node`` gives it."""
    if isinstance(node, (*_COLLECTIONS, ast.Dict)):
        return node
    if not isinstance(node, ast.Name) or depth > _DEEPEST or node.id in _filled(source):
        return None
    value = only_value(source, node.id)
    return None if value is None else _display(source, value, depth + 1)


def _of_name(source: Source, name: str, depth: int) -> Iterator[Text]:
    for bound in bindings(source).get(name, [None]):
        if bound is None:
            yield UNKNOWN
        elif isinstance(bound, Loop):
            yield from _of_elements(source, _iterated(source, bound.over, depth), depth)
        else:
            yield from _texts(source, bound, depth)


@dataclass(frozen=True, slots=True)
class Loop:
    """A name that a loop over an expression binds."""

    over: ast.expr


def only_value(source: Source, name: str) -> ast.expr | None:
    """The value of the one assignment that binds ``name`` anywhere in the file; None if anything else does."""
    bound = bindings(source).get(name, [])
    return bound[0] if len(bound) == 1 and isinstance(bound[0], ast.expr) else None


@once
def bindings(source: Source) -> dict[str, list[ast.expr | Loop | None]]:
    """What binds each name anywhere in the file: the value of an assignment, a loop, None for all else.

    Parameters have what the calls in the file give them, and None, for others may call as well.
    """
    found: dict[str, list[ast.expr | Loop | None]] = {}
    known: set[ast.AST] = set()
    for node in source.nodes:
        for target, value, how in given_by(node):
            if isinstance(target, ast.Name) and how != "context":
                found.setdefault(target.id, []).append(value if how == "value" else Loop(value))
                known.add(target)
    for name, argument in _arguments(source):
        found.setdefault(name, []).append(argument)
    for node in source.nodes:
        for name in bound_by(node) if node not in known else ():
            found.setdefault(name, []).append(None)
    return found


def _arguments(source: Source) -> Iterator[tuple[str, ast.expr]]:
    """What calls in the file hand to parameters of its functions, by the parameters' names, and their defaults."""
    functions: dict[str, list[str]] = {}
    for node in source.nodes_of(*FUNCTIONS):
        parameters = [each.arg for each in positional(node)]
        functions.setdefault(node.name, parameters)
        count = len(node.args.defaults)
        yield from zip(parameters[len(parameters) - count :], node.args.defaults, strict=True)
    for call in source.nodes_of(ast.Call):
        parameters = functions.get(called_name(call), [])
        if parameters:
            yield from zip(parameters, call.args, strict=False)
            yield from ((each.arg, each.value) for each in call.keywords if each.arg in parameters)


@once
def _filled(source: Source) -> frozenset[str]:
    """Names of collections that get more than their display says."""
    found: set[str] = set()
    for node in source.nodes_of(ast.Attribute, ast.Subscript, ast.AugAssign):
        owner: ast.AST | None = None
        fills = isinstance(node, ast.Attribute) and node.attr in _FILLING
        if fills or (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)):
            owner = getattr(node, "value", None)
        elif isinstance(node, ast.AugAssign):
            owner = node.target
        if isinstance(owner, ast.Name):
            found.add(owner.id)
    return frozenset(found)
