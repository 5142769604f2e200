"""What a remark is, and what it may look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pystein_migrate.codemods.moved import Moved
from pystein_migrate.merge.context import Context
from pystein_migrate.merge.draft import Draft
from pystein_migrate.model.app import Function
from pystein_migrate.model.note import Note


@dataclass(frozen=True)
class Planned:
    """A proven ``draft`` for the functions ``alive``.

    ``moved`` is where the modules of merged scripts went, ``removed`` are the paths of Python files that go.
    """

    context: Context
    alive: Sequence[Function]
    draft: Draft
    moved: Mapping[str, Moved]
    removed: frozenset[str]

    @cached_property
    def scripts(self) -> frozenset[str]:
        """The paths of the scripts of the functions."""
        return frozenset(function.script for function in self.alive)

    @cached_property
    def merged(self) -> frozenset[str]:
        """The paths of scripts that are part of function_app.py now."""
        return frozenset(merged.script.path for merged in self.draft.merging.scripts)

    @cached_property
    def loaded(self) -> frozenset[str]:
        """The paths of all modules that the functions load."""
        return self.context.modules.reachable(self.scripts)


# Raises FailedFunctionsError for what would keep functions from being loaded.
Remark = Callable[[Planned], Iterator[Note]]
