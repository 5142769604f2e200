"""What the user is told, and places in a text."""

from __future__ import annotations

from dataclasses import dataclass, field
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

    def offset(self, text: str) -> int:
        """The character of ``text`` at this place; past the end of its line, the end of that line."""
        start = 0
        for _ in range(self.line - 1):
            following = text.find("\n", start) + 1
            if not following:
                return len(text)
            start = following
        line_end = text.find("\n", start)
        return min(start + self.column - 1, len(text) if line_end < 0 else line_end)


START = Position(1, 1)


@dataclass(frozen=True, slots=True)
class NoteKind:
    """One sort of note, an entry of the catalogue :mod:`pystein_migrate.notes`.

    ``code`` is a stable kebab-case name; ``severity`` is the usual one, ``also`` are those that a note of this kind may
    have besides, as ``why`` explains. ``message`` and ``remedy`` are what is printed, with the facts of the case in
    braces (``remedy`` is "" where there is nothing to do). ``title``, ``why`` and ``advice`` are its documentation:
    what happened, why that matters, and what to do about it.
    """

    code: str
    severity: Severity
    message: str
    remedy: str = field(default="", kw_only=True)
    title: str = field(kw_only=True)
    why: str = field(kw_only=True)
    advice: str = field(kw_only=True)
    also: tuple[Severity, ...] = field(default=(), kw_only=True)

    def at(
        self,
        path: str,
        position: Position = START,
        *,
        function: str = "",
        severity: Severity | None = None,
        **facts: object,
    ) -> Note:
        """The note of this kind about that place; ``facts`` fill in the message and the remedy."""
        message, remedy = self.message.format_map(facts), self.remedy.format_map(facts)
        return Note(self, severity or self.severity, path, position, message, remedy, function)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing the user should know: what was found where, and what to do about it.

    ``path`` is relative to the app root with forward slashes ("" for the app as a whole), ``function`` the function it
    is about ("" for none).
    """

    kind: NoteKind
    severity: Severity
    path: str
    position: Position
    message: str
    remedy: str = ""
    function: str = ""

    @property
    def code(self) -> str:
        """The name of its kind, as reports print it."""
        return self.kind.code
