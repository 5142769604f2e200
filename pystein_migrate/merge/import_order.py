"""Imports that have to stay where they are, for the sake of what must run before them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from pystein_migrate.codemods.script import HoistedImport, Script
from pystein_migrate.model.app import Function
from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.touch import changes_environment

from .context import Context
from .load_order import Step, legacy_order, moved_before, planned_order


@dataclass(frozen=True, slots=True)
class InOrder:
    """Merged ``scripts`` with some imports left in place, and the paths of modules to import ``late``: where their
    functions are registered, not at the top.

    ``environment_changes``: some code may change the environment below the beginning of the first script. ``planned``
    is what happens while the new script is loaded.
    """

    scripts: Sequence[Script]
    late: frozenset[str]
    environment_changes: bool = False
    planned: Sequence[Step] = ()


def in_import_order(context: Context, alive: Sequence[Function], scripts: Sequence[Script]) -> InOrder:
    """What of ``scripts`` and of the modules of the other functions ``alive`` must not be imported at the top.

    Imports are sorted there, above all that scripts do. One script sets the environment and imports the settings,
    another only imports them: at the top they would be loaded without what the first has set.
    """
    legacy = legacy_order(context, alive)
    isolated = frozenset(function.script for function in alive if function.name in context.isolated)
    ordered = InOrder(tuple(scripts), isolated)
    while True:
        planned = planned_order(context, alive, ordered.scripts, ordered.late)
        moved = [step for _, step in moved_before(legacy, planned)]
        causes = {step.cause for step in moved}
        changing = {step.taken for step in moved if step.path and step.taken}
        later = InOrder(
            tuple(script.with_in_place(_caused(script, causes), changing) for script in ordered.scripts),
            ordered.late | {cause for cause in causes if isinstance(cause, str)},
        )
        if later == ordered:
            changing_later = _changes_environment(planned, ordered.scripts)
            return replace(ordered, environment_changes=changing_later, planned=planned)
        ordered = later


def may_stay_in_place(hoisted: HoistedImport) -> bool:
    """Whether an import that moves to the top could be left where it is: one that is put together here cannot."""
    return isinstance(hoisted.node, (ast.Import, ast.ImportFrom))


def _changes_environment(planned: Sequence[Step], scripts: Sequence[Script]) -> bool:
    paths = {script.path for script in scripts}
    in_sections = dropwhile(lambda step: step.cause not in paths, planned)
    return any(changes_environment(step.touch) for step in in_sections)


def _caused(script: Script, causes: Collection[ImportItem | str]) -> list[HoistedImport]:
    return [
        hoisted
        for hoisted in script.imports
        if may_stay_in_place(hoisted) and any(item in causes for item in hoisted.items)
    ]
