"""Definitions that several scripts have alike, and that one module needs only once."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .shareable import Definition, Part, definitions_of

_Place = tuple[int, str]  # the index of a script, and a name in it


@dataclass(frozen=True, slots=True)
class Shared:
    """One definition of ``name`` in place of equal ones: ``statements`` are they, by the indexes of their scripts.

    The first one stays. ``keeps_name``: others that have another definition of that name make way.
    """

    name: str
    statements: Mapping[int, ast.stmt]
    keeps_name: bool


def shared_definitions(parts: Sequence[Part], *, environment_changes: bool) -> list[Shared]:
    """The definitions that several of ``parts`` have alike, and of which nobody can tell that there is only one.

    Alike are those with the same text, comments included, in which every name stands for the same thing. Where a name
    has several such groups the largest keeps it, the first of equally large ones. Where the environment changes between
    the scripts, what reads it is not alike.
    """
    definitions = [definitions_of(part, environment_changes=environment_changes) for part in parts]
    groups: dict[str, dict[int, list[int]]] = {}
    for (index, name), number in _kinds(definitions).items():
        groups.setdefault(name, {}).setdefault(number, []).append(index)
    return [shared for name, by_kind in groups.items() for shared in _shared(name, by_kind.values(), definitions)]


def _shared(
    name: str, groups: Collection[list[int]], definitions: Sequence[Mapping[str, Definition]]
) -> Iterator[Shared]:
    largest = max(groups, key=len)
    for group in groups:
        if len(group) > 1:
            statements = {index: definitions[index][name].statement for index in sorted(group)}
            yield Shared(name, statements, keeps_name=group is largest)


def _kinds(definitions: Sequence[Mapping[str, Definition]]) -> dict[_Place, int]:
    """A number for each definition, the same for those that are alike.

    All with one text are taken for alike at first, then told apart by what their names stand for, until no more can be.
    """
    kinds: dict[_Place, int] = {}
    count = -1
    while True:
        numbers: dict[object, int] = {}
        refined = {
            (index, name): numbers.setdefault(_description(definition, index, name, kinds), len(numbers))
            for index, own in enumerate(definitions)
            for name, definition in own.items()
        }
        if len(numbers) == count:
            return refined
        kinds, count = refined, len(numbers)


def _description(definition: Definition, index: int, name: str, kinds: Mapping[_Place, int]) -> object:
    """What has to be equal for two definitions to be alike as far as ``kinds`` tell; all in them once they do."""
    own = frozenset((other, kinds.get((index, other), (index, other))) for other in definition.own) if kinds else None
    return name, kinds.get((index, name)), definition.text, definition.imports, definition.outer, own
