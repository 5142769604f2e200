"""The blank lines above decorated functions."""

from __future__ import annotations

import ast
from collections.abc import Container

from pystein_migrate.python.definitions import FUNCTIONS


def spaced_definitions(text: str, names: Container[str]) -> str:
    """``text`` with two blank lines above each of the decorated functions ``names`` at the top level."""
    lines = text.split("\n")
    body = ast.parse(text).body
    for node, before in zip(reversed(body), [*reversed(body[:-1]), None], strict=True):
        if isinstance(node, FUNCTIONS) and node.name in names and node.decorator_list:
            at, end = node.decorator_list[0].lineno - 1, (before.end_lineno or 0) if before is not None else 0
            lines[end:at] = two_blank_lines("\n".join(["", *lines[end:at], ""])).split("\n")[1:-1]
    return "\n".join(lines)


def two_blank_lines(before: str) -> str:
    """``before`` a definition with two blank lines above it and the comment that is attached to it."""
    *lines, start = before.split("\n")
    attached: list[str] = []
    while lines and lines[-1].startswith("#"):
        attached.insert(0, lines.pop().rstrip())
    while lines and not lines[-1].strip(" \t"):
        lines.pop()
    return "\n".join([*(lines or [""]), "", "", *attached, start])
