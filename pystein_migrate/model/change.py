"""What a plan does to files: bytes before and after, nothing written yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Action = Literal["create", "modify", "delete"]
ACTIONS: Final[tuple[Action, ...]] = ("create", "modify", "delete")


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file of an app, before and after.

    ``path`` is relative to the app root with forward slashes. ``before`` is None for a file that is created, ``after``
    is None for one that is deleted.
    """

    path: str
    before: bytes | None
    after: bytes | None

    @property
    def action(self) -> Action:
        """What happens to the file."""
        if self.before is None:
            return "create"
        return "delete" if self.after is None else "modify"
