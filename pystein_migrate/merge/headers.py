"""Function headers that outgrew the line by what was renamed or annotated in them, laid out as ruff and black do."""

from __future__ import annotations

import ast
import re
from collections.abc import Container, Iterator

from pystein_migrate.model.style import Style
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

_DEFINED_NAME = re.compile(r"(?:async\b(?:\s|\\\n)+)?def\b(?:\s|\\\n)+(\w+)")


def fitted_headers(text: str, names: Container[str], style: Style) -> str:
    """``text`` with the one-line headers of the top-level functions ``names`` split where they are too long."""
    lines = text.split("\n")
    if all(len(line) <= style.line_length for line in lines):
        return text
    for node in reversed(ast.parse(text).body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name in names:
            line = lines[node.lineno - 1]
            if len(line) > style.line_length and line.isascii():
                lines[node.lineno - 1] = _split(line, node, style) or line
    return "\n".join(lines)


def renamed_header(source: Source, node: ast.stmt, name: str) -> Iterator[Edit]:
    """The edits that give a definition a new name, and keep parameters below the first one aligned with it."""
    head = source.offset(node.lineno, node.col_offset)
    match = _DEFINED_NAME.match(source.text, head)
    if match is None:
        return
    yield Edit(*match.span(1), name)
    for start in _aligned_lines(source, node):
        longer = len(name) - len(match[1])
        yield Edit(start, start, " " * longer) if longer > 0 else Edit(start, start - longer, "")


def _aligned_lines(source: Source, node: ast.stmt) -> Iterator[int]:
    """Where those lines of a function's header start whose first parameter stands below the first of all."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return
    of = node.args
    stars = {each: mark for each, mark in ((of.vararg, 1), (of.kwarg, 2)) if each is not None}
    listed = [*of.posonlyargs, *of.args, *of.kwonlyargs, *stars]
    columns = {each: each.col_offset - stars.get(each, 0) for each in listed}
    first = next((columns[each] for each in listed if each.lineno == node.lineno), None)
    lines = source.text.split("\n")
    for each in listed if first is not None else ():
        if each.lineno > node.lineno and columns[each] == first and not lines[each.lineno - 1][:first].strip(" "):
            yield source.offset(each.lineno, 0)


def _split(line: str, node: ast.FunctionDef | ast.AsyncFunctionDef, style: Style) -> str | None:
    arguments = node.args.args
    simple = arguments and not (node.args.posonlyargs or node.args.kwonlyargs or node.args.vararg or node.args.kwarg)
    on_line = all(argument.end_lineno == node.lineno for argument in arguments) and line.endswith(":")
    if not simple or node.args.defaults or not on_line:
        return None
    start, end = arguments[0].col_offset, arguments[-1].end_col_offset or 0
    head, tail = line[:start], line[end:]
    if not head.endswith("(") or not tail.startswith(")"):
        return None
    inner = style.indent + line[start:end]
    if len(inner) <= style.line_length:
        return f"{head}\n{inner}\n{tail}"
    each = [f"{style.indent}{line[argument.col_offset : argument.end_col_offset]}," for argument in arguments]
    return "\n".join([head, *each, tail])
