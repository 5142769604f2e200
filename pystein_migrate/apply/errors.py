"""Why a write was refused or undone; every message can be shown to the user as it is."""

from __future__ import annotations


class ApplyError(Exception):
    """Base of all refusals of this room. ``paths`` are the files concerned, ``remedy`` says what to do."""

    def __init__(self, message: str, remedy: str = "", paths: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.paths = paths


class ChangedMeanwhileError(ApplyError):
    """Files are not what they were when the plan was made, or when the run to undo was finished."""


class NotCommittedError(ApplyError):
    """Git could not bring back what would be changed."""


class UnsafePathError(ApplyError):
    """A path that leads outside the app, through a link, or that another system cannot have."""


class BusyError(ApplyError):
    """Another process is writing the same app."""


class WriteError(ApplyError):
    """The system refused a write (full disk, permissions); the app is as it was unless the message says otherwise."""


class JournalError(ApplyError):
    """The journal cannot be read."""


class NothingToUndoError(ApplyError):
    """No finished run of this app is in the journal."""


class OutputError(ApplyError):
    """The output folder cannot take the app."""
