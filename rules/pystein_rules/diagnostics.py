"""What a rule finds: a place, a sentence, and perhaps a fix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pystein_migrate.model.note import Position
from pystein_migrate.text.edits import Edit

Applicability = Literal["safe", "unsafe", "display"]


@dataclass(frozen=True, slots=True)
class FileEdit:
    """Replace the text from ``start`` up to ``end`` (exclusive) of ``path`` with ``content``."""

    path: str
    start: Position
    end: Position
    content: str

    def within(self, text: str) -> Edit:
        """This edit of ``text``, the file's."""
        return Edit(self.start.offset(text), self.end.offset(text), self.content)


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together. ``applicability`` means what ruff means by it."""

    message: str
    edits: tuple[FileEdit, ...]
    applicability: Applicability


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding of one rule. ``path`` is relative to the app root, with forward slashes.

    ``noqa_line`` is the line whose comment can silence it (the last line of the logical line, as ruff has it).
    """

    code: str
    name: str
    message: str
    path: str
    start: Position
    end: Position
    noqa_line: int
    fix: Fix | None = None
