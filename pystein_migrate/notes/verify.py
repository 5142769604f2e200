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
HOST_DIFFERS = NoteKind(
    "host-differs",
    "error",
    "{message}",
    remedy="give both the same, or take the change for what it is",
    title="The host is told something else",
    why="`verify` compares what host.json says to the host: the route prefix, which is in every URL, the functions "
    "that it loads, the extension bundle, the timeout, and the settings of extensions. Logging is left out. A bundle "
    "that is gone, or another one but the newest, is a difference, too.",
    advice="Give the migrated app the settings of the legacy one, or make the change on its own, before or after.",
)
BUNDLE_CHANGED = NoteKind(
    "bundle-changed",
    "info",
    "{message}",
    title="The migrated app has a newer extension bundle",
    why="A migration with `--bundle 4` does that on request, so `verify` says it and does not call it a difference. "
    "Each extension moves to its next major version.",
    advice="Read the extensions' lists of breaking changes, test, then deploy.",
)
NOT_DEPLOYED = NoteKind(
    "not-deployed",
    "error",
    '"{pattern}" keeps {hidden} out of the deployment: the worker would load nothing',
    remedy="add a line !{hidden}",
    title="What the migrated app needs is not deployed",
    why="A pattern of .funcignore, written when the app's root held no code of its own, fits function_app.py or a "
    "module that it imports.",
    advice="Add a line with `!` and the path to .funcignore.",
)
LIBRARY_TOO_OLD = NoteKind(
    "library-too-old",
    "error",
    "gives azure-functions {release}; the decorator model needs {needed} or newer",
    remedy="ask for azure-functions>={needed}",
    title="The migrated app gets a library without the decorators",
    why="requirements.txt of the migrated app asks for an azure-functions that has no decorators, or not what the "
    "worker imports to find them.",
    advice="Raise the requirement.",
)
