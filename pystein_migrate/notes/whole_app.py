"""What is not migrated: functions that never ran, and apps of which nothing is written."""

from pystein_migrate.model.note import NoteKind

_MEND = "Mend it, remove the folder, or have such functions left out with `--drop-broken`."

BROKEN_SCRIPT = NoteKind(
    "broken-script",
    "error",
    "{script} cannot be parsed: {problem}",
    remedy="{remedy}",
    title="The script of a function cannot be parsed",
    why="The worker cannot import it either, so the function has never run – unless the script is written for a newer "
    "Python than the one that runs this tool, which the note then says.",
    advice=f"Run the tool with the Python that the app runs on. {_MEND}",
)
MISSING_ENTRY_POINT = NoteKind(
    "missing-entry-point",
    "error",
    "function {entry_point}() is not present in {script}",
    remedy="mend entryPoint in function.json or the script, or remove the folder",
    title="The script of a function lacks its entry point",
    why="The worker looks for the name in `entryPoint`, else for `main`, and refuses the function without it.",
    advice=_MEND,
)
NOT_LOADABLE = NoteKind(
    "not-loadable",
    "error",
    "the worker does not load {entry_point}(): {complaint}",
    remedy="mend the signature or the bindings",
    title="The worker refuses the signature of a function",
    why="Parameters must be the bindings by name, and annotations must be types that their bindings convert to. The "
    "rules are the same in both models, so this function has never run.",
    advice=f"Mend the signature or the bindings. {_MEND}",
)
BROKEN_FUNCTIONS = NoteKind(
    "broken-functions",
    "error",
    "nothing was written, because {which} in the legacy model either",
    remedy="{remedy}",
    title="The app has functions that never ran",
    why="An app is migrated as a whole or not at all. Functions that the host or worker refuses cannot be proven to do "
    "the same afterwards, and leaving them out is for you to decide.",
    advice="Mend what the functions' own notes name, or leave these functions out with `--drop-broken`.",
)
HIDDEN_FUNCTION = NoteKind(
    "hidden-function",
    "error",
    "{problem}",
    remedy="{remedy}",
    title="A function that is not loaded would come alive",
    why="Beside a function_app.py with functions the worker ignores every folder; host.json may list the functions to "
    "load; .funcignore keeps folders out of the deployment, and .dockerignore out of the image. Merged into "
    "function_app.py, such a function runs – perhaps beside the one that replaced it – or at least its code does. With "
    "`--include-hidden` it is a warning.",
    advice="Remove the folder, or say with `--include-hidden` that its function is to run.",
    also=("warning",),
)
HIDDEN_FUNCTIONS = NoteKind(
    "hidden-functions",
    "error",
    "nothing was written, because some functions are not loaded in the legacy model, and would be now",
    remedy="remove their folders, or bring them to life with --include-hidden",
    title="The app has functions that are not loaded",
    why="Which of them are wanted is for you to decide: a migration does not switch anything on.",
    advice="Remove the folders that the functions' own notes name, or bring all to life with `--include-hidden`.",
)
ROUTE_TAKEN = NoteKind(
    "route-taken",
    "error",
    "{other} answers requests for this route and method already",
    remedy="give one of them another route, or remove the folder",
    title="A function that is not loaded yet has the route of another",
    why="`--include-hidden` would bring it to life, and the host cannot tell the two apart: one of them never gets a "
    "request, or both answer with an error.",
    advice="Give one of them another route, or remove the folder.",
)
NOT_WRITTEN = NoteKind(
    "not-written",
    "error",
    "{message}",
    remedy="{remedy}",
    title="Nothing was written",
    why="Either some functions cannot be expressed or proven, which their own notes explain, or the system refused to "
    "read or write files, or azure-functions could not be fetched to prove the result. The app is as it was.",
    advice="Do what the note, or those of the functions, say, then run again.",
)
NOT_EQUAL = NoteKind(
    "not-equal",
    "error",
    "{complaint}",
    remedy="mend the function, or leave this app in the legacy model",
    title="The library does not confirm that a function stays the same",
    why="Every decorator is indexed by the real azure-functions and compared with function.json. What comes out of "
    "this one is not the same, so it is kept in place; where it is not the same there either, nothing is written.",
    advice="Mend the function where the note names a property, or leave the app in the legacy model. Please report it: "
    "a decorator that says something else than function.json is a defect of this tool.",
)
TARGET_TOO_OLD = NoteKind(
    "target-too-old",
    "error",
    "{message}",
    remedy="{remedy}",
    title="The azure-functions release asked for is too old",
    why="Decorators came with different releases of azure-functions, and the one to write for has no way to say this. "
    "In an upgrade it is a warning: the app itself already uses what the release does not have.",
    advice="Raise azure-functions in requirements.txt, or choose a newer release with `--azure-functions`.",
    also=("warning",),
)
MIXED_APP = NoteKind(
    "mixed-app",
    "error",
    "{script} {problem}",
    remedy="mend it, remove the folders that it stands for, or move it away to have them migrated",
    title="The app has a function_app.py that cannot be completed",
    why="Beside a function_app.py the host ignores every function folder. Migrating means adding their functions to "
    "it, which needs a file that can be parsed, one app object, and names that are free.",
    advice="Mend the file, remove the folders whose functions it has already, or move it away to have the folders "
    "migrated on their own.",
)
HIDDEN_SCRIPT = NoteKind(
    "hidden-script",
    "error",
    "{script} beside a folder of its name, which keeps code, would not be found",
    remedy='move the code to another folder, and name it in function.json: "scriptFile": "../other_folder/__init__.py"',
    title="A function's folder is called as function_app.py is",
    why="Python imports a package before a module of the same name, so the worker would load the folder and find no "
    "function in it. Merged into function_app.py, the code leaves the folder; here it stays, because the layout asks "
    "for it or because the script cannot be merged.",
    advice="Move the code to a folder with another name, and name it in `scriptFile` of function.json; the function "
    "keeps its own name. Or take the layout `single`, if that is not the one you have.",
)
FAILING_STAR_IMPORT = NoteKind(
    "failing-star-import",
    "error",
    "the worker does not load {script}: {complaint}",
    remedy="import the names that are used, or write import azure.functions as func",
    title="A star import of azure.functions fails",
    why="Some releases of the library list names in `__all__` that they do not have, so that `from azure.functions "
    "import *` raises an error when the script is loaded: the function never ran.",
    advice="Import the names that are used, or write `import azure.functions as func`.",
)
OTHER_RUNTIME = NoteKind(
    "other-runtime",
    "error",
    "{runtime} runs this app, which needs a function.json for each function",
    remedy="leave the app as it is, or name the Python worker here if that is what runs it",
    title="Another worker than Python's runs the app",
    why="Decorators are read by the Python worker. A custom handler and the workers of other languages learn of "
    "functions by function.json alone: without it such an app has none. So nothing is written.",
    advice="Leave the app in the legacy model. If the Python worker runs it after all, mend the file that the note "
    "names.",
)
NEVER_LOADED = NoteKind(
    "never-loaded",
    "error",
    "the worker does not load {script}: {complaint}",
    remedy="mend it, or remove the folder",
    title="The script of a function cannot be loaded",
    why="What the note names raises an error whenever the script is loaded, there or in a module that it imports: an "
    "import of what the app does not have, a name that nothing binds before it is used, an attribute that no release "
    "of a library has, an exception that is always raised. In the legacy model such a function fails alone; in the "
    "decorator model it would take all others with it.",
    advice=f"Mend what the note names. {_MEND}",
)
