"""The comments that open a file: what they say of the file, and where they end."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from itertools import takewhile

from .source import Source, once

# PEP 263: in the first or second line. The worker's templates write none.
_CODING = re.compile(
    r"#[ \t\f]*(?:-\*-\s*|vim?:\s*)?(?:set\s+)?(?:file)?(?:en)?coding[:=][ \t]*[-\w.]+(?:\s*-\*-|\s*:)?\s*"
)
# "# Standard library", "# Third party imports:", "# Import the needed packages".
_HEADING = re.compile(
    r"#\W*(?:[\w.-]+ ){0,4}(?:imports?|librar(?:y|ies)|modules?|packages?|dependenc(?:y|ies))\b\W*", re.IGNORECASE
)
_MODE_LINE = re.compile(r"#\s*-\*-.*-\*-\s*$")


@dataclass(frozen=True, slots=True)
class Opening:
    """The comment ``lines`` that open a file, without shebang and encoding; code begins at or after offset ``end``."""

    lines: tuple[str, ...]
    end: int


@once
def opening(source: Source) -> Opening:
    """The comments that open ``source``; those that are attached to a statement other than an import are that one's."""
    lines = source.text.split("\n")
    run = list(takewhile(lambda line: line.startswith("#"), lines))
    said = [_said(line, index) for index, line in enumerate(run)]
    if _is_attached(source, run):
        silent = list(takewhile(lambda words: not words, said))
        return Opening((), _end(source, run[: len(silent)]))
    return Opening(tuple(line for words in said for line in words), _end(source, run))


def _end(source: Source, lines: list[str]) -> int:
    """The offset below the ``lines`` that open the file."""
    return min(sum(len(line) + 1 for line in lines), len(source.text))


def _is_attached(source: Source, comments: list[str]) -> bool:
    """Whether the ``comments`` that open the file speak of the statement directly below them.

    Comments above an import or a docstring speak of the file, but for the heading of a block of imports.
    """
    first = next(iter(source.tree.body), None)
    if first is None or source.start(first) != _end(source, comments):
        return False
    if isinstance(first, (ast.Import, ast.ImportFrom)):
        return len(comments) == 1 and is_import_heading(comments[0])
    return not (isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant))


def is_import_heading(comment: str) -> bool:
    """Whether the line ``comment`` is the heading of a block of imports."""
    return _HEADING.fullmatch(comment) is not None


def _said(line: str, index: int) -> list[str]:
    """What the comment ``line`` (``index`` from 0) says to people, as a line or none."""
    if index > 1:
        return [line.rstrip()]
    if _MODE_LINE.match(line) or (index == 0 and line.startswith("#!")):
        return []
    coding = _CODING.match(line)
    if coding is None:
        return [line.rstrip()]
    rest = line[coding.end() :].lstrip("#,; ").rstrip()
    return [f"# {rest}"] if rest else []
