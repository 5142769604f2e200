"""What the rewriting of decorators and of constructors has in common."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.facts import releases
from pystein_migrate.model.note import NoteKind
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

from .edits import UnsureError, replaced


class LeaveError(Exception):
    """The call stays as it is, and a person decides: ``remark`` says what."""

    def __init__(self, kind: NoteKind, **facts: str) -> None:
        super().__init__(kind.code)
        self.remark = Remark(kind, facts)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a call: a kind of note, with its facts.

    ``doubt``: only if the app turns out to be a preview one.
    """

    kind: NoteKind
    facts: Mapping[str, Any]
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Rewrite:
    """The edits and remarks of one call."""

    edits: tuple[Edit, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What to upgrade to: the library's release, the host's extension bundle (None: not known), `schedule` or not."""

    target: Version
    bundle_major: int | None
    rename_schedule: bool

    @property
    def cosmos_v4(self) -> bool:
        """Whether the host and the library both speak Cosmos DB extension 4."""
        return (self.bundle_major or 0) >= 4 and self.target >= releases.COSMOS_4


NOTHING = Rewrite()


def is_static(call: ast.Call) -> bool:
    """Whether every argument is written out: no ``*args`` or ``**kwargs``."""
    return not any(isinstance(argument, ast.Starred) for argument in call.args) and all(
        keyword.arg for keyword in call.keywords
    )


def renamed_keyword(source: Source, keyword: ast.keyword, new: str) -> Edit:
    """Rename an argument. Raises :class:`UnsureError`."""
    return replaced(source, source.start(keyword), keyword.arg or "", new)


def named_argument(source: Source, call: ast.Call, index: int, name: str) -> Edit:
    """Give a positional argument its name. Raises :class:`UnsureError`."""
    start = source.start(call.args[index])
    before = source.end(call.args[index - 1] if index else call.func)
    if source.text[before:start].strip() != ("," if index else "("):
        raise UnsureError("a positional argument is in parentheses or has a comment before it")
    return Edit(start, start, f"{name}=")


def positional_doubt(name: str, why: str) -> Remark:
    """What to say of a call that means different things in different releases."""
    message = f"whether {name} is called in a preview spelling cannot be told from its arguments: {why}"
    facts = {"message": message, "remedy": "write the arguments with their names"}
    return Remark(notes.PREVIEW_POSITIONAL_ARGUMENTS, facts, doubt=True)
