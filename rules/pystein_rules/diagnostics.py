"""What a rule finds: a place, a sentence, and perhaps a fix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pystein_migrate.model.note import Position

Applicability = Literal["safe", "unsafe", "display"]


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text from ``start`` up to ``end`` (exclusive) of ``path`` with ``content``."""

    path: str
    start: Position
    end: Position
    content: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together. ``applicability`` means what ruff means by it."""

    message: str
    edits: tuple[Edit, ...]
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
