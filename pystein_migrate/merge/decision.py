"""What is decided of an app's functions, as a value that every objection makes more certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note


@dataclass(frozen=True, slots=True)
class Objections:
    """What speaks against a draft, by the names of functions, each with the reason.

    ``dead`` never ran in the legacy model either, ``kept`` have to stay in their modules, ``failed`` cannot be
    migrated at all.
    """

    dead: Mapping[str, Note] = field(default_factory=dict)
    kept: Mapping[str, Note] = field(default_factory=dict)
    failed: Mapping[str, Note] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.dead or self.kept or self.failed)


@dataclass(frozen=True, slots=True)
class Decision:
    """All functions of an app; dead ones carry why. ``kept`` are those that stay whatever their scripts say."""

    functions: tuple[Function, ...]
    kept: Mapping[str, Note] = field(default_factory=dict)

    @property
    def alive(self) -> list[Function]:
        """The functions to migrate."""
        return [function for function in self.functions if not function.dead]

    @property
    def dead(self) -> list[Function]:
        """The functions that never ran."""
        return [function for function in self.functions if function.dead]

    def knows(self, objections: Objections) -> bool:
        """Whether revising would change nothing: the functions stay already, and still there are objections."""
        return not objections.dead and objections.kept.keys() <= self.kept.keys()

    def revised(self, objections: Objections) -> Decision:
        """The decision that takes ``objections`` into account."""
        functions = tuple(_with_problem(function, objections.dead) for function in self.functions)
        return Decision(functions, {**self.kept, **objections.kept})


def _with_problem(function: Function, notes: Mapping[str, Note]) -> Function:
    note = notes.get(function.name)
    return replace(function, problems=(*function.problems, note)) if note else function
