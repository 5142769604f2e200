"""What the user is told, and places in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text: line and column, both counted from 1, columns in characters."""

    line: int
    column: int

    @classmethod
    def at(cls, text: str, offset: int) -> Position:
        """The position of the character ``offset`` of ``text``."""
        start = text.rfind("\n", 0, offset) + 1
        return cls(text.count("\n", 0, offset) + 1, offset - start + 1)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing the user should know: what was found where, and what to do about it.

    ``code`` is a stable kebab-case name, ``path`` is relative to the app root with forward slashes ("" for the app as
    a whole), ``function`` the function it is about ("" for none).
    """

    code: str
    severity: Severity
    path: str
    position: Position
    message: str
    remedy: str = ""
    function: str = ""
