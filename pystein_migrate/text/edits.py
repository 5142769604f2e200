"""Replacing parts of a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters from ``start`` up to ``end`` with ``text``."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """``text[start:end]`` with the ``edits`` that lie inside it; insertions at one place keep their order.

    Raises ValueError if two of them overlap.
    """
    end = len(text) if end is None else end
    parts: list[str] = []
    at = start
    for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end)):
        if edit.start < start or edit.end > end:
            continue
        if edit.start < at:
            raise ValueError(f"edits overlap at character {edit.start}")
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    parts.append(text[at:end])
    return "".join(parts)
