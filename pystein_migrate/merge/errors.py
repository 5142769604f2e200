"""Why no draft of an app can be written."""

from __future__ import annotations

from collections.abc import Mapping

from pystein_migrate.model.note import Note


class FailedFunctionsError(Exception):
    """Functions that cannot be expressed or proven; ``notes`` says why, by their names."""

    def __init__(self, notes: Mapping[str, Note]) -> None:
        super().__init__(", ".join(notes))
        self.notes = notes
