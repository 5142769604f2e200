"""Small edits at AST positions that leave every other byte of a file alone."""

from __future__ import annotations

import ast
import codecs
import re
from bisect import bisect_left
from collections.abc import Iterable

from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit, apply_edits


class UnsureError(Exception):
    """The text at a position is not what an edit expects. Nothing is edited then."""


def replaced(source: Source, start: int, old: str, new: str) -> Edit:
    """Replace ``old``, which must be the text at ``start``. Raises :class:`UnsureError`."""
    if not source.text.startswith(old, start):
        raise UnsureError(f"{old!r} is not spelled out")
    return Edit(start, start + len(old), new)


def renamed_attribute(source: Source, node: ast.Attribute, new: str) -> Edit:
    """Rename the last part of ``a.b``. Raises :class:`UnsureError`."""
    return replaced(source, source.end(node) - len(node.attr), node.attr, new)


def edited(source: Source, data: bytes, edits: Iterable[Edit]) -> bytes:
    """``data``, which ``source`` was read from, after edits within its lines; mixed line ends stay mixed.

    Raises :class:`UnsureError` if the edits overlap or what they leave is no Python.
    """
    edits = list(edits)
    bom = codecs.BOM_UTF8 if source.decoded.bom else b""
    raw = data[len(bom) :].decode(source.decoded.encoding)
    pairs = [match.start() - index for index, match in enumerate(re.finditer("\r\n", raw))]
    in_raw = [
        Edit(edit.start + bisect_left(pairs, edit.start), edit.end + bisect_left(pairs, edit.end), edit.text)
        for edit in edits
    ]
    try:
        ast.parse(apply_edits(source.text, edits))
        return bom + apply_edits(raw, in_raw).encode(source.decoded.encoding)
    except (SyntaxError, ValueError) as error:
        raise UnsureError("the arguments are written in an unusual way") from error
