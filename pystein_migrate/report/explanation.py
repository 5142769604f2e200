"""What ``pystein-migrate note`` and docs/notes.md say about kinds of notes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pystein_migrate.model.note import NoteKind
from pystein_migrate.notes import Family

_COMPUTED = re.compile(r"\{\w+\}")


def note_markdown(kind: NoteKind, level: int = 1) -> str:
    """The documentation of ``kind``, its code a heading of ``level``."""
    mark = "#" * level
    parts = [
        f"{mark} {kind.code}",
        f"{kind.title}. Severity: {_severities(kind)}.",
        *_printed(kind, level + 1),
        f"{mark}# Why is this said?\n\n{kind.why}",
        f"{mark}# What to do\n\n{kind.advice}",
    ]
    return "\n\n".join(parts) + "\n"


def note_as_json(kind: NoteKind) -> dict[str, Any]:
    """The documentation of ``kind`` as plain data; facts of the case stand in braces in its message and remedy."""
    return {
        "code": kind.code,
        "severities": [kind.severity, *kind.also],
        "title": kind.title,
        "message": kind.message,
        "remedy": kind.remedy,
        "why": kind.why,
        "advice": kind.advice,
    }


def notes_page(families: Iterable[Family]) -> str:
    """docs/notes.md: by family a table of all kinds, then the documentation of each."""
    lines = [
        "# Notes",
        "",
        "<!-- Written by `python3 dev.py docs`; do not edit. -->",
        "",
        "What `migrate` and `upgrade` say of an app beside its functions and files, and `verify` of an app that would",
        "load nothing. Reports name the code in brackets. What stands in braces below is a fact of the case.",
    ]
    families = tuple(families)
    for family in families:
        lines += ["", f"## {family.title}", "", _sentence(family.text), ""]
        lines += ["| Code | Severity | What happened |", "| --- | --- | --- |"]
        lines += [f"| [{kind.code}](#{kind.code}) | {_severities(kind)} | {kind.title} |" for kind in family.kinds]
    for family in families:
        for kind in family.kinds:
            lines += ["", note_markdown(kind, level=3).rstrip()]
    return "\n".join(lines) + "\n"


def _printed(kind: NoteKind, level: int) -> list[str]:
    """The message and remedy as they are printed, unless both depend on the case altogether."""
    said = [text for text in (kind.message, kind.remedy) if text and not _COMPUTED.fullmatch(text)]
    return [f"{'#' * level} What is printed", *(f"> {text}" for text in said)] if said else []


def _severities(kind: NoteKind) -> str:
    return " or ".join((kind.severity, *kind.also))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
