"""The changes of one app from all who plan some; a path has one change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pystein_migrate.model.change import FileChange


class ChangedTwiceError(Exception):
    """A defect of ours: two parts of the plan change one file, and one of them would be lost."""


def united(planned: Mapping[str, Iterable[FileChange]]) -> list[FileChange]:
    """All changes ``planned``, by who plans them, ordered by path. Raises :class:`ChangedTwiceError`."""
    found: dict[str, tuple[str, FileChange]] = {}
    for planner, changes in planned.items():
        for change in changes:
            if change.path in found:
                raise ChangedTwiceError(f"{change.path} is changed by {found[change.path][0]} and by {planner}")
            found[change.path] = planner, change
    return [found[path][1] for path in sorted(found)]
