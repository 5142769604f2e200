"""The order in which changes are shown."""

from __future__ import annotations

from collections.abc import Iterable

from pystein_migrate.model.change import ACTIONS, FileChange
from pystein_migrate.text.natural import natural_key


def in_order(changes: Iterable[FileChange]) -> list[FileChange]:
    """What is new first, then what is modified, what is deleted last; each by path as people count."""
    return sorted(changes, key=lambda change: (ACTIONS.index(change.action), natural_key(change.path)))
