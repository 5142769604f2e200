"""``# noqa`` comments: which findings they silence, which of them silence nothing, and writing new ones.

The syntax is ruff's (``# noqa``, ``# noqa: PYS012, F401``, and for a whole file ``# flake8: noqa`` or
``# ruff: noqa: PYS012`` on a line of its own). Settings files take ``//`` for ``#``.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pystein_migrate.model.note import Position
from pystein_rules.diagnostics import Diagnostic, FileEdit, Fix

from .selection import is_ours

_END = r"(?=[\s,#]|$)"
_CODES = rf"[A-Za-z]+[0-9]+(?:(?:\s*,\s*|\s+|)[A-Za-z]+[0-9]+(?=[\s,#A-Za-z]|$))*{_END}"
_WHAT = rf"noqa(?:\s*:\s*(?P<codes>{_CODES})|(?!\s*:)(?=[\s#]|$))"
_LINE = re.compile(rf"(?:#|(?<!:)//)\s*{_WHAT}", re.IGNORECASE)
_FILE = re.compile(rf"(?:#|(?<!:)//)\s*(?:flake8|ruff)\s*:\s*{_WHAT}", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z]+[0-9]+")


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment. ``codes`` is None where it silences everything; ``start`` and ``end`` enclose the comment part.

    ``line`` is None for a comment about the whole file.
    """

    line: int | None
    codes: tuple[str, ...] | None
    start: Position
    end: Position

    def covers(self, code: str) -> bool:
        """Whether the comment silences findings of ``code`` in its place."""
        return self.codes is None or any(code.startswith(each.upper()) for each in self.codes)


def suppressions(text: str, is_python: bool) -> list[Suppression]:
    """All suppression comments of a file, in order. In Python only real comments count, not strings."""
    found = []
    for line, column, comment, alone in _comments(text) if is_python else _plain_lines(text):
        whole_file = _FILE.search(comment) if alone else None
        match = whole_file or _LINE.search(comment)
        if match is None:
            continue
        codes = tuple(_CODE.findall(match["codes"])) if match["codes"] else None
        start, end = Position(line, column + match.start()), Position(line, column + match.end())
        found.append(Suppression(None if whole_file else line, codes, start, end))
    return found


def unsuppressed(
    diagnostics: Iterable[Diagnostic], comments: Sequence[Suppression]
) -> tuple[list[Diagnostic], dict[Suppression, set[str]]]:
    """The diagnostics of one file that no comment silences, and the codes that each comment did silence."""
    used: dict[Suppression, set[str]] = {comment: set() for comment in comments}
    remaining = []
    for diagnostic in diagnostics:
        places = (None, diagnostic.start.line, diagnostic.noqa_line)
        covering = [each for each in comments if each.line in places and each.covers(diagnostic.code)]
        for comment in covering[:1]:
            used[comment].add(diagnostic.code)
        if not covering:
            remaining.append(diagnostic)
    return remaining, used


def unused_codes(comment: Suppression, silenced: Collection[str]) -> tuple[str, ...]:
    """The codes of this tool that ``comment`` names in vain, where it silenced findings of the codes ``silenced``."""
    return tuple(
        code
        for code in comment.codes or ()
        if is_ours(code) and not any(each.startswith(code.upper()) for each in silenced)
    )


def removal(comment: Suppression, codes: Collection[str], path: str, text: str) -> Fix:
    """A fix that takes ``codes`` out of ``comment``, or the comment with them if no other code is left."""
    left = [code for code in comment.codes or () if code not in codes]
    line = text.split("\n")[comment.start.line - 1]
    before, after = line[: comment.start.column - 1], line[comment.end.column - 1 :]
    if left:
        found = line[comment.start.column - 1 : comment.end.column - 1]
        prefix = found[: found.index(":", found.lower().index("noqa")) + 1]
        edit = FileEdit(path, comment.start, comment.end, f"{prefix} {', '.join(left)}")
        return Fix(f"Remove unused code {', '.join(codes)}", (edit,), "safe")
    message = "Remove unused `noqa` comment"
    if not before.strip() and not after.strip():
        edit = FileEdit(path, Position(comment.start.line, 1), Position(comment.start.line + 1, 1), "")
    elif after.strip():
        edit = FileEdit(path, comment.start, comment.end, "" if after.lstrip().startswith("#") else "#")
    else:
        edit = FileEdit(
            path, Position(comment.start.line, len(before.rstrip()) + 1), Position(comment.end.line, len(line) + 1), ""
        )
    return Fix(message, (edit,), "safe")


def with_noqa(text: str, diagnostics: Iterable[Diagnostic]) -> tuple[str, int]:
    """Python ``text`` with a comment for each of ``diagnostics`` at its ``noqa_line``, and how many lines changed."""
    wanted: dict[int, list[str]] = {}
    for diagnostic in diagnostics:
        wanted.setdefault(diagnostic.noqa_line, []).append(diagnostic.code)
    existing = {comment.line: comment for comment in suppressions(text, is_python=True) if comment.line}
    lines = text.split("\n")
    for number, codes in wanted.items():
        line, comment = lines[number - 1], existing.get(number)
        if comment and comment.codes:
            merged = ", ".join(dict.fromkeys([*comment.codes, *sorted(codes)]))
            at, end = comment.start.column - 1, comment.end.column - 1
            lines[number - 1] = f"{line[:at]}# noqa: {merged}{line[end:]}"
        else:
            gap = "  " if line.strip() else ""
            lines[number - 1] = f"{line.rstrip()}{gap}# noqa: {', '.join(sorted(set(codes)))}"
    return "\n".join(lines), len(wanted)


def _comments(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Line, column, text and "nothing before it" of every comment; of every line where Python has no tokens."""
    if "noqa" not in text.lower():
        return
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        yield from _plain_lines(text)
        return
    for token in tokens:
        if token.type == tokenize.COMMENT:
            line, column = token.start
            yield line, column + 1, token.string, not token.line[:column].strip()


def _plain_lines(text: str) -> Iterator[tuple[int, int, str, bool]]:
    for number, line in enumerate(text.split("\n"), 1):
        if "noqa" in line.lower():
            yield number, 1, line, line.lstrip().startswith(("#", "//"))
