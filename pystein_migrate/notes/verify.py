"""Verifying: what makes the worker load nothing of a migrated app, by hand or planned."""

from pystein_migrate.model.note import NoteKind

UNREACHABLE_IMPORT = NoteKind(
    "unreachable-import",
    "error",
    "{message}",
    remedy="{remedy}",
    title="The migrated app imports what is not there",
    why="`verify` follows the imports of function_app.py, and so does a migration before it writes. This one names a "
    "module or a name that the app does not have, a package that neither the legacy app imported nor requirements.txt "
    "names, or a module of the app that the worker does not reach, because it finds one of the standard library or of "
    "an installed package first; the worker would load nothing.",
    advice="Mend the import, or add the package to requirements.txt.",
)
APP_NOT_INDEXED = NoteKind(
    "app-not-indexed",
    "error",
    "{message}",
    title="The migrated app would have no functions",
    why="`verify` reads function_app.py as the worker does, and so does a migration before it writes. There is none, "
    "it cannot be parsed, it has no app object or more than one, its imports go in a circle, or a folder of its name "
    "hides it; in each case the worker indexes nothing.",
    advice="Mend the file that the note names.",
)
