"""Verifying: what makes the worker load nothing of a migrated app."""

from pystein_migrate.model.note import NoteKind

UNREACHABLE_IMPORT = NoteKind(
    "unreachable-import",
    "error",
    "{message}",
    remedy="{remedy}",
    title="The migrated app imports what is not there",
    why="`verify` follows the imports of function_app.py. This one names a module or a name that the app does not "
    "have, or a package that neither the legacy app imported nor requirements.txt names; the worker would load "
    "nothing.",
    advice="Mend the import, or add the package to requirements.txt.",
)
APP_NOT_INDEXED = NoteKind(
    "app-not-indexed",
    "error",
    "{message}",
    title="The migrated app would have no functions",
    why="`verify` reads function_app.py as the worker does. There is none, it cannot be parsed, it has no app object "
    "or more than one, or its imports go in a circle; in each case the worker indexes nothing.",
    advice="Mend the file that the note names.",
)
