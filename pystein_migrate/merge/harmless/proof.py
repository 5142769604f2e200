"""What a proof of harmlessness is: a function from candidates for merging to those that it does not find harmless."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.script import Script
from pystein_migrate.merge.context import Context
from pystein_migrate.merge.merging import ScriptOfFunctions
from pystein_migrate.model.app import Function


@dataclass(frozen=True, slots=True)
class Candidates:
    """Scripts that would become parts of one module, in folder order.

    ``alive`` are all functions that are migrated; those whose script is not among ``items`` stay in their modules,
    which function_app.py imports.
    """

    context: Context
    items: Sequence[ScriptOfFunctions]
    alive: Sequence[Function]

    @property
    def scripts(self) -> list[Script]:
        """The scripts alone."""
        return [item.script for item in self.items]

    def without(self, paths: Mapping[str, object]) -> Candidates:
        """Those whose path is not in ``paths``."""
        return Candidates(self.context, [item for item in self.items if item.script.path not in paths], self.alive)


# The scripts, by path, that are not shown to be the same in one module with the other candidates, and why. They stay.
Proof = Callable[[Candidates], Mapping[str, Blocker]]
