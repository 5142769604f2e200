"""Scripts that stay in place: their functions are registered from function_app.py, and their code is not touched.

Merging would have changed what such a script does. The function works as it did.
"""

from pystein_migrate.model.note import NoteKind

_MERGE = "The function works from where it is. To have it merged, change the script"


def _kept(code: str, title: str, why: str, advice: str) -> NoteKind:
    return NoteKind(code, "warning", "{message}", remedy="{remedy}", title=title, why=why, advice=advice)


DYNAMIC_NAMES = _kept(
    "dynamic-names",
    "A script looks names up at run time",
    "`globals()`, `vars()`, `locals()`, `exec`, `eval` and `sys.modules` find names by their text. In one module with "
    "other scripts, where names may have to change, they would find something else.",
    f"{_MERGE} to use the names themselves.",
)
MODULE_ATTRIBUTE = _kept(
    "module-attribute",
    "A script uses its module's own attributes",
    "`__name__`, `__doc__`, `__package__` and the like would be those of function_app.py. Uses of `__name__` as a mere "
    'label, as in `logging.getLogger(__name__)`, and `if __name__ == "__main__"` do not count.',
    f"{_MERGE} to say what it means as a text.",
)
MODULE_HOOK = _kept(
    "module-hook",
    "A script defines a module's __getattr__ or __dir__",
    "Python calls these for the whole module, so they would answer for every other script, too.",
    f"{_MERGE} to define the names themselves.",
)
PICKLED_CLASS = _kept(
    "pickled-class",
    "A script defines a class that stored data names",
    "Pickles, and the payloads of durable functions, name classes by module. In a module of its own the class keeps a "
    "name that does not hang on what else is in function_app.py. Data from before the move names `__app__.…` all the "
    "same: see [stored-class](#stored-class).",
    f"{_MERGE}: move the class to a module of its own.",
)
FUTURE_IMPORT = _kept(
    "future-import",
    "A script's __future__ import would change other scripts",
    "`from __future__ import annotations` holds for a whole file and makes texts of annotations, which other scripts "
    "look at; or the import shares its line with another statement and cannot be moved.",
    f"{_MERGE}: leave the import out, or give it a line of its own.",
)
STAR_IMPORT = _kept(
    "star-import",
    "A star import whose names are not known",
    "Which names it binds, and when, cannot be told: it is below the top level, it replaces other names, or its module "
    "binds some under a condition, by `globals()`, by an `__all__` that is put together, or is not the app's. So they "
    "cannot be kept apart from those of other scripts.",
    f"{_MERGE} to import names one by one.",
)
SUBMODULE_NAME = _kept(
    "submodule-name",
    "A script uses a name that loading a module of its folder binds",
    "`from .helper import load` in an `__init__.py` makes `helper` a name of the package, too, and with it of the "
    "script; in function_app.py it would be missing, or be something else.",
    f"{_MERGE} to import the module, as in `from . import helper`, or to use another name.",
)
OWN_FILE = _kept(
    "own-file",
    "A script asks where its file lies",
    "`__file__` and `context.function_directory` would name the app's root. Where a folder is derived from them the "
    "path is mended; this use is another, or would leave the folder empty, and git keeps no empty folder.",
    f"{_MERGE} to derive its folder with `Path(__file__).parent`.",
)
IMPORTED_ELSEWHERE = _kept(
    "imported-elsewhere",
    "Other code imports a script",
    "Code that runs in the app would import function_app.py, which imports that code: a circle. Code that runs "
    "elsewhere, such as tests, is pointed to function_app.py, unless it uses the script in a way that cannot be "
    "followed.",
    f"{_MERGE}: move what is shared to a module of its own.",
)
IMPORTS_SCRIPT = _kept(
    "imports-script",
    "A script imports function_app.py",
    "Merged, its code would be in function_app.py, which would import itself before it is complete. Names imported "
    "one by one and under their own names become the names themselves; any other import is left as it is, and the "
    "script is loaded last.",
    f"{_MERGE} to import names one by one.",
)
DECORATOR_READS_NAME = _kept(
    "decorator-reads-name",
    "A decorator of the app reads the function's name",
    "Merged, the function is called by its folder's name, so the decorator would see another one – in a metric, a "
    "cache key or a log.",
    f"{_MERGE}: give the decorator the name as an argument.",
)
VISIBLE_NAME = _kept(
    "visible-name",
    "Something may see what a function or class is called",
    "In one module entries are called by their functions' names, and helpers and classes that several scripts have "
    "under one name get new ones. A name can be seen by code that a function is handed to, by a class's text, "
    "registry or private attributes, by what Python says of a call that does not fit, and by a log format with "
    "`%(funcName)s` or `%(module)s`.",
    f"{_MERGE} to say the name as a text, or give the helper or class a name of its own.",
)
LOAD_ORDER = _kept(
    "load-order",
    "What a script does while it is loaded cannot be done in its place",
    "The worker loaded the packages around a script before it, and whatever a script imported, in the order of the "
    "functions. What that does, to the environment say, would come too late in function_app.py, or not at all.",
    f"{_MERGE}: do it in a module of its own that the scripts import.",
)
SECOND_APP_OBJECT = _kept(
    "second-app-object",
    "A script has a function app object of its own",
    "The worker looks at every name of function_app.py and loads nothing where it finds two app objects, imported ones "
    "included. In the legacy model nobody looked.",
    f"{_MERGE}: an app object that nothing uses can go.",
)
NAME_COLLISION = _kept(
    "name-collision",
    "A name of a script cannot be kept apart from others",
    "Names that scripts share are told apart by renaming. Here that cannot be done safely: the name is not the "
    "script's own, means two things, or stands where it cannot be changed.",
    f"{_MERGE} to use another name.",
)
WOULD_NOT_LOAD = NoteKind(
    "would-not-load",
    "warning",
    "kept in place: merged, the app would not load ({finding})",
    remedy="it works from where it is; to have it merged, change the script, then migrate again",
    title="The app would not load with the script in function_app.py",
    why="Before anything is written, the planned files are read as the worker reads them. With this script merged "
    "they would not load, or not be the same app, so it stays a module.",
    advice=f"{_MERGE}.",
)
