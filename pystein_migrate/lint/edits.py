"""Applying edits to text."""

from __future__ import annotations

from collections.abc import Iterable

from pystein_migrate.model.note import Position
from pystein_rules.diagnostics import Edit


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """``text`` (``\\n`` line ends) after ``edits``, which must not overlap."""
    spans = sorted((*span(text, edit), index, edit.content) for index, edit in enumerate(edits))
    parts, done = [], 0
    for start, end, _, content in spans:
        parts += [text[done:start], content]
        done = max(done, end)
    return "".join([*parts, text[done:]])


def span(text: str, edit: Edit) -> tuple[int, int]:
    """The character offsets that ``edit`` replaces."""
    return offset(text, edit.start), offset(text, edit.end)


def offset(text: str, position: Position) -> int:
    """The offset of ``position``; a place past the end of its line is the end of that line."""
    start = 0
    for _ in range(position.line - 1):
        following = text.find("\n", start) + 1
        if not following:
            return len(text)
        start = following
    line_end = text.find("\n", start)
    return min(start + position.column - 1, len(text) if line_end < 0 else line_end)
