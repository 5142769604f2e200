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
# "# Python:", "# 3rd party", "# Internal:"; "# ~~~~~"; "# Header" above what a module says of itself.
_KIND = re.compile(
    r"#\W*(?:python|built-?ins?|stdlib|standard|(?:3rd|third|first)[- ]party|external|internal|local|own|project|"
    r"header|meta-?data)\W*",
    re.IGNORECASE,
)
_RULER = re.compile(r"#\W*")
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

    Comments above an import or a docstring speak of the file, but for headings of a block of imports.
    """
    first = next(iter(source.tree.body), None)
    if first is None or source.start(first) != _end(source, comments):
        return False
    if isinstance(first, (ast.Import, ast.ImportFrom)):
        return are_headings("\n".join(comments))
    return not (isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant))


def are_headings(comments: str) -> bool:
    """Whether the lines ``comments`` only head a block of imports or of metadata, rulers around it included."""
    lines = [line.strip() for line in comments.split("\n") if line.strip()]
    return all(any(heading.fullmatch(line) for heading in (_HEADING, _KIND, _RULER)) for line in lines)


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
