"""What may fail when it is loaded: in the legacy model that stopped one function, in function_app.py it stops all.

The legacy worker loads every function by itself. The decorator model imports function_app.py, and nothing is indexed if
that fails. `--isolate` keeps scripts apart: each stays a module, imported behind a guard that logs its failure.
"""

from pystein_migrate.model.note import NoteKind

_APART = "or run again with --isolate{isolate}"
_ISOLATE = (
    "or keep it apart with `--isolate`: its script stays a module that function_app.py imports behind a guard, which "
    "logs the exception and lets the other functions live."
)

SETTING_AT_LOAD = NoteKind(
    "setting-at-load",
    "warning",
    "stops all functions if a setting is missing, and so far only those behind it: {what}",
    remedy=f"set it wherever the app runs, read it in the function, {_APART}",
    title="A setting is needed to load a script",
    why='`os.environ["X"]` outside of functions, a conversion of what `os.getenv` returns, a client made of that, or '
    "an object of a `BaseSettings` class fails where the setting is missing. Settings that every function needs do "
    "not count, nor those that local.settings.json or the platform has.",
    advice=f"Make sure that the settings exist wherever the app runs, read them when the function runs, {_ISOLATE}",
)
PACKAGE_AT_LOAD = NoteKind(
    "package-at-load",
    "warning",
    "stops all functions, and so far only {functions}, if nothing else installs {what}, which requirements.txt "
    "does not name",
    remedy=f"name the package in requirements.txt, {_APART}",
    title="A package that requirements.txt does not name is needed to load a script",
    why="Unless another package brings it, the import fails once the app is deployed.",
    advice=f"Name the package in requirements.txt, {_ISOLATE}",
)
FILE_AT_LOAD = NoteKind(
    "file-at-load",
    "warning",
    "stops all functions, and so far only {functions}, if this cannot be opened: {what}",
    remedy=f"open it in the function, {_APART}",
    title="A file is needed to load a script",
    why="It is opened outside of functions, and the app has no file or folder of that name. A log file or a folder "
    "that is made anew fails where a deployed package may not be written.",
    advice=f"Open the file when the function runs, {_ISOLATE}",
)
ENTRY_AT_LOAD = NoteKind(
    "entry-at-load",
    "warning",
    "stops all functions, and so far only {name}, if the worker refuses the parameters of {entry_point}(), which "
    "cannot be told",
    remedy="write it as a def{otherwise}",
    title="It cannot be told which parameters a function has",
    why="The entry point is a value that code makes. Parameters that are no bindings, and annotations that the worker "
    "does not take, stop one function in the legacy model and all in function_app.py.",
    advice="Write the entry point as a `def` that calls the value, or let `--prove run` try it.",
)
SERVICE_AT_LOAD = NoteKind(
    "service-at-load",
    "warning",
    "stops all functions, and so far only {functions}, if a service does not answer: {what}",
    remedy=f"call it in the function, {_APART}",
    title="A service is called to load a script",
    why="A connection, a query or a request outside of functions fails when the network or the service does.",
    advice=f"Connect when the function runs, {_ISOLATE}",
)
CHECK_AT_LOAD = NoteKind(
    "check-at-load",
    "warning",
    "stops all functions, and so far only {functions}, if a check fails: {what}",
    remedy=f"check it in the function, {_APART}",
    title="A script checks something when it is loaded",
    why="It raises an exception outside of functions, or in one that it calls there.",
    advice=f"Check when the function runs, {_ISOLATE}",
)
ISOLATED = NoteKind(
    "isolated",
    "info",
    "kept in place, and imported behind a guard: the other functions live if that fails",
    title="A script is kept apart",
    why="`--isolate` asked for it, or `--prove run` found that it is needed. As in the legacy model, the function is "
    "missing when its script cannot be loaded, with the exception in the log.",
    advice="Nothing.",
)
