"""The one way into libcst's parser, which a file of the user's must not be able to crash."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import libcst

Tree = TypeVar("Tree")
# libcst's parser (Rust) ends the process with a stack overflow somewhat above this.
DEEPEST = 100


class UnparsableError(Exception):
    """Text that libcst cannot parse, though Python may; the message says why."""


def parse_concrete(text: str) -> libcst.Module:
    """``text``, a module or statements of one, as a concrete syntax tree. Raises :class:`UnparsableError`."""
    import libcst

    return _parsed(libcst.parse_module, text)


def parse_expression(text: str) -> libcst.BaseExpression:
    """``text``, an expression, as a concrete syntax tree. Raises :class:`UnparsableError`."""
    import libcst

    return _parsed(libcst.parse_expression, text)


def _parsed(parse: Callable[[str], Tree], text: str) -> Tree:
    import libcst

    if _bracket_depth(text) > DEEPEST:
        raise UnparsableError("nests brackets too deeply")
    try:
        return parse(text)
    except libcst.ParserSyntaxError as error:
        raise UnparsableError(f"is not understood by libcst: {error.message}") from error
    except (RecursionError, MemoryError, ValueError) as error:
        raise UnparsableError("is not understood by libcst") from error


def _bracket_depth(text: str) -> int:
    """How deep brackets are nested at most; those in strings and comments count as well."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\](){}]", text):
        depth = depth + 1 if bracket in "([{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest
