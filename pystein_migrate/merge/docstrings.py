"""A script's docstring, or a string that stands among its imports like one, which becomes its function's."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterable

from pystein_migrate.python.definitions import FUNCTIONS
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

_TRIPLE = re.compile(r"[rRuU]?(\"{3}|'{3})(?:(?!\1).)*\1", re.DOTALL)
_LITERAL = re.compile(r"[rRuU]?[\"']")


def docstring_among(strings: Iterable[ast.Expr]) -> ast.Expr | None:
    """The first of ``strings`` that open a script which says something; code may be disabled by quotes."""
    said = ((each, str(each.value.value)) for each in strings)  # type: ignore[attr-defined]
    return next((each for each, text in said if text.strip() and not _is_code(text)), None)


def _is_code(text: str) -> bool:
    try:
        body = ast.parse(textwrap.dedent(text)).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    says = (ast.AnnAssign, ast.Expr)  # "Author: Ann" is no annotation
    return any(not isinstance(node, says) or isinstance(node.value, ast.Call) for node in body)


def takes_docstring(source: Source, docstring: ast.Expr, node: ast.stmt) -> bool:
    """Whether the function ``node`` of ``source`` has none, and a body on its own lines that ``docstring`` can open."""
    return (
        isinstance(node, FUNCTIONS)
        and ast.get_docstring(node) is None
        and _begins_line(source, node)
        and _LITERAL.match(source.segment(docstring)) is not None
        and "\\\n" not in source.segment(docstring)
        and "#" not in source.text[source.start(node) : source.start(node.body[0])].rpartition(":\n")[0]
    )


def _begins_line(source: Source, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether the body of ``node`` begins on a line of its own."""
    *above, line = source.text[: source.start(node.body[0])].split("\n")
    return not line.strip() and not above[-1].endswith("\\")


def docstring_edit(source: Source, docstring: ast.Expr, node: ast.stmt, line_length: int) -> Edit:
    """The edit that puts ``docstring`` at the beginning of the function ``node``, above comments that are there.

    Lines that fitted into ``line_length`` before are wrapped where they do not so any more.
    """
    first = node.body[0]  # type: ignore[attr-defined]
    lines = source.text.split("\n")
    at = min((each.lineno for each in getattr(first, "decorator_list", ())), default=first.lineno)
    parts = (*walk(node.args), *(walk(node.returns) if node.returns is not None else ()))  # type: ignore[attr-defined]
    header = max((getattr(part, "end_lineno", None) or 0 for part in parts), default=0)
    header = max(header, node.lineno)
    while at - 1 > header and (not lines[at - 2].strip() or lines[at - 2].lstrip().startswith("#")):
        at -= 1
    indent = source.text[: source.start(first)].rpartition("\n")[2]
    segment = source.segment(docstring)
    limit = line_length if _TRIPLE.fullmatch(segment) else 0
    said = "\n".join(part for line in segment.split("\n") for part in _indented(line, indent, limit))
    offset = source.offset(at, 0)
    return Edit(offset, offset, f"{said}\n")


def _indented(line: str, indent: str, line_length: int) -> list[str]:
    fits = len(indent + line) <= line_length or len(line) > line_length
    if not line.strip() or fits or "|" in line:  # a table
        return [indent + line if line.strip() else line]
    own = indent + line[: len(line) - len(line.lstrip())]
    hanging = own + "  " if re.match(r"[*+-] ", line.lstrip()) else own
    return textwrap.wrap(
        line.lstrip(), line_length, initial_indent=own, subsequent_indent=hanging, break_long_words=False,
        break_on_hyphens=False, expand_tabs=False, replace_whitespace=False,
    )  # fmt: skip


def is_docstring_of(found: object, docstring: ast.Expr) -> bool:
    """Whether the statement ``found`` says what ``docstring`` does, however it is indented."""
    value = found.value if isinstance(found, ast.Expr) else None
    if not isinstance(value, ast.Constant) or not isinstance(docstring.value, ast.Constant):
        return False
    return str(value.value).split() == str(docstring.value.value).split()
