"""A script's docstring, which becomes its function's."""

from __future__ import annotations

import ast
import re

from pystein_migrate.python.definitions import FUNCTIONS
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

_LITERAL = re.compile(r"[rRuU]?[\"']")


def takes_docstring(source: Source, docstring: ast.Expr, node: ast.stmt) -> bool:
    """Whether the function ``node`` of ``source`` has none, and a body on its own lines that ``docstring`` can open."""
    return (
        isinstance(node, FUNCTIONS)
        and ast.get_docstring(node) is None
        and not source.text[: source.start(node.body[0])].rpartition("\n")[2].strip()
        and _LITERAL.match(source.segment(docstring)) is not None
    )


def docstring_edit(source: Source, docstring: ast.Expr, node: ast.stmt) -> Edit:
    """The edit that puts ``docstring`` at the beginning of the function ``node``, above comments that are there."""
    first = node.body[0]  # type: ignore[attr-defined]
    lines = source.text.split("\n")
    at = first.lineno
    while not lines[at - 2].strip() or lines[at - 2].lstrip().startswith("#"):
        at -= 1
    indent = source.text[: source.start(first)].rpartition("\n")[2]
    opening, *rest = source.segment(docstring).split("\n")
    said = "\n".join([indent + opening, *(indent + line if line.strip() else line for line in rest)])
    offset = source.offset(at, 0)
    return Edit(offset, offset, f"{said}\n")


def is_docstring_of(found: object, docstring: ast.Expr) -> bool:
    """Whether the statement ``found`` says what ``docstring`` does, however it is indented."""
    value = found.value if isinstance(found, ast.Expr) else None
    if not isinstance(value, ast.Constant) or not isinstance(docstring.value, ast.Constant):
        return False
    return str(value.value).split() == str(docstring.value.value).split()
