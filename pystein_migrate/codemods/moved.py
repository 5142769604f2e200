"""Where a script's module went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Moved:
    """A script's module that became part of another: ``names`` maps its top-level names to their new ones.

    ``submodules`` are modules of its package that stay where they are.
    """

    module: str
    target: str
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    submodules: frozenset[str] = frozenset()

    def new_name(self, name: str) -> str:
        """What ``name`` of the old module is called in the new one."""
        return self.names.get(name, name)
