"""Writing what the linter changed, as every command writes: git is asked first, then one transaction a root."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pystein_migrate.apply.errors import ApplyError, NotCommittedError
from pystein_migrate.apply.git_guard import check_clean
from pystein_migrate.apply.writer import apply_changes
from pystein_migrate.model.change import FileChange

from .finding import shown_path


@dataclass(frozen=True, slots=True)
class RootChange:
    """A change of a file below ``root`` (absolute): an app's root, or the folder of files outside any app."""

    root: Path
    change: FileChange

    @property
    def file(self) -> Path:
        """The absolute path of the file."""
        return self.root / self.change.path


def write_changes(changes: Iterable[RootChange], command: str, folder: Path, *, allow_dirty: bool) -> None:
    """Write ``changes``; ``command`` is what ``undo`` will say it takes back, paths are shown as seen from ``folder``.

    Of two that change one file (an app inside another's folder), the last counts. Raises
    :class:`NotCommittedError`, before anything is written, when git could not bring a file back and ``allow_dirty``
    is not set, and ApplyError as :func:`apply_changes`; roots written before that stay written.
    """
    transactions: dict[Path, list[FileChange]] = {}
    for each in {each.file: each for each in changes}.values():
        transactions.setdefault(each.root, []).append(each.change)
    if not allow_dirty:
        _check_committed(transactions, folder)
    for root, its in transactions.items():
        try:
            apply_changes(root, its, command=command)
        except ApplyError as error:
            error.message = f"{shown_path(root, folder)}: {error.message}"
            raise


def _check_committed(transactions: Mapping[Path, Sequence[FileChange]], folder: Path) -> None:
    refused = []
    for root, its in transactions.items():
        verdict = check_clean(root, {change.path for change in its})
        if not verdict.is_clean:
            refused.append(f"{shown_path(root, folder)}: nothing was written, because {verdict.message}")
    if refused:
        remedy = "commit first, or run with --allow-dirty; --diff shows the fixes without making them"
        raise NotCommittedError("; ".join(refused), remedy)
