"""Runs: what was refused, taken back or left alone."""

from pystein_migrate.model.note import NoteKind

INTERNAL_ERROR = NoteKind(
    "internal-error",
    "error",
    "internal error{place}: {error}",
    remedy="nothing was written; please report this line at {tracker}",
    title="The tool itself failed",
    why="A defect of pystein-migrate, with its place in the code. The app is as it was, and other apps of the run were "
    "gone on with.",
    advice="Please report the line.",
)
INTERRUPTED_RUN = NoteKind(
    "interrupted-run",
    "warning",
    "an interrupted run ({command}) was taken back first: {count} files",
    title="An earlier run had been interrupted",
    why="A process that was killed or a machine that went down left files half changed. What that run had done was "
    "taken back from its journal before this one began.",
    advice="Nothing.",
)
LEGACY_APP = NoteKind(
    "legacy-app",
    "warning",
    "has function folders, so it was left alone",
    remedy="move it with `migrate` first",
    title="upgrade leaves apps with function folders alone",
    why="`upgrade` rewrites decorators. An app with function folders is moved to them by `migrate`, which writes the "
    "newest spelling at once.",
    advice="Run `pystein-migrate migrate` on it.",
)
NOT_COMMITTED = NoteKind(
    "not-committed",
    "error",
    "refused, because {reason}",
    remedy="commit first, or run with --allow-dirty; --diff shows the changes without making them",
    title="The app has changes that git does not know",
    why="What the run changes shall be seen, and taken back, on its own. So the app must be in git with nothing "
    "uncommitted in it.",
    advice="Commit first, or run with `--allow-dirty`. `--diff` shows the changes without making them.",
)
