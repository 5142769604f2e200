"""Code: what is different about it afterwards, or was wrong with it before."""

from pystein_migrate.model.note import NoteKind

UNRESOLVABLE_IMPORT = NoteKind(
    "unresolvable-import",
    "error",
    "{message}",
    remedy="{remedy}",
    title="An import has no form that works in the decorator model",
    why="The legacy worker loads scripts below the package `__app__`, which the decorator model does not have. Imports "
    "that rely on it are rewritten; this one leads out of the app, names what is no identifier, or what Python finds "
    "elsewhere first, or takes names that cannot be told. It is an error where it would keep functions from loading, "
    "and a warning where only a script stays in its place for it, or where nothing that functions load is concerned.",
    advice="Write the import anew with the full name of a module, as from the app's root. A folder or module that "
    "cannot be imported by its name needs another one.",
    also=("warning",),
)
RENAMED_MODULE = NoteKind(
    "renamed-module",
    "warning",
    "{old} is called {new} now, because the decorator model's worker finds another {old} first",
    remedy="see that nothing but Python code names {old}: a deployment, say, or stored data",
    title="A module gets another name",
    why="The legacy worker loads an app's modules below the package `__app__`, where they may be called like one of "
    "Python or of an installed package. In the decorator model the other one is found first, so the file and all "
    "imports of it get another name. Loggers called `__name__` and what is pickled have the new name as well.",
    advice="Look for the old path in deployment scripts, container files and stored data. Or give the module a name "
    "that you like better before you migrate.",
)
DURABLE_GENERIC = NoteKind(
    "durable-generic",
    "info",
    "{message}",
    title="A durable function keeps a generic binding",
    why="Durable decorators hand the code something else than the legacy model did, so the code has to change with "
    "them. Where it cannot be followed it stays as it is with a generic decorator, which behaves as before.",
    advice="Nothing. To have the durable decorator, change what the note names and migrate again, or do it by hand.",
)
DURABLE_CLASS = NoteKind(
    "durable-class",
    "warning",
    'the legacy model refuses the annotation of "{parameter}", the durable decorator takes it: this comes alive',
    remedy="test it: its code has never run",
    title="A durable function lives for the first time",
    why="The legacy model hands durable functions a text, and its worker does not load one whose parameter is "
    "annotated with a class of azure-functions-durable. The durable decorator hands over such an object. Where the "
    "code uses one, the function takes that decorator and works from now on; where it uses the text, it stays dead.",
    advice="Test the function before you deploy it: its code has never run in the cloud.",
)
UNKNOWN_FUNCTION_NAME = NoteKind(
    "unknown-function-name",
    "warning",
    '"{name}" is the name of no function of this app',
    remedy="correct the name, unless another app has that function",
    title="Durable code calls a function that does not exist",
    why="Orchestrators and clients name functions by their folders, in any case. This call fails before the migration "
    "as well, unless another app on the same task hub has the function.",
    advice="Correct the name, unless another app has that function.",
)
LOGGER_NAME = NoteKind(
    "logger-name",
    "info",
    '__name__ here was "{old}" and is "{new}" now, so a logger of that name changes',
    remedy="adjust log filters that name it",
    title="A logger is called otherwise",
    why="`logging.getLogger(__name__)` takes the module's name, which is that of function_app.py once a script is "
    "merged. Levels in host.json and queries on logs may name the old one.",
    advice="Adjust log levels, filters and queries that name the old logger.",
)
HELPER_LOGGERS = NoteKind(
    "helper-loggers",
    "warning",
    'this logger has no "__app__." before its name any more{also}',
    remedy="adjust filters, alerts and queries that name it",
    title="Loggers of shared modules are called otherwise",
    why="`logging.getLogger(__name__)` in a module that a script imported relatively, or from `__app__`, was called "
    "`__app__.shared.util` and is called `shared.util` now. Nothing else changes, unless somebody asks for the name.",
    advice="Look for `__app__` in log filters, alerts and queries, and take it away there.",
)
WEB_APPLICATION = NoteKind(
    "web-application",
    "info",
    "{message}",
    title="A function hands its requests to a web application",
    why="`func.WsgiFunctionApp` and `func.AsgiFunctionApp` answer every route and every method. They are used where "
    "the one HTTP function of an app did just that; otherwise the function stays one that calls the middleware.",
    advice="Nothing, unless you add other HTTP functions: beside a web application that answers every route they are "
    "never called.",
)
MODULE_IDENTITY = NoteKind(
    "module-identity",
    "warning",
    "was loaded twice in the legacy model, as __app__… and by its own name; its state is one now{also}",
    remedy="check that sharing it is what you want",
    title="A module that was loaded twice is loaded once",
    why="In the legacy model `from ..shared import x` and `from shared import x` are two modules with state, classes "
    "and effects of their own each: two caches, two clients, two counters, and an exception of the one that `except` "
    "with the other does not catch. The same goes for modules that these import, and for a script that other code "
    "imports. In the decorator model there is one.",
    advice="Check that one state is what you want, and that no `except` or `isinstance` now sees what it did not. It "
    "almost always is better so.",
)
STORED_CLASS = NoteKind(
    "stored-class",
    "warning",
    '{classes} may be named in stored data ({how}) as of "{old}", which is no module any more',
    remedy="{before}{otherwise}",
    title="Data names a class of the app by its old module",
    why="Pickles, the payloads, histories and entity states of durable functions, YAML tags of objects and the like "
    "name a class by its module. The legacy worker loads the app's modules below `__app__`, the decorator model by "
    "their own names. So what was stored before the deployment cannot be read after it: orchestrations that are "
    "running fail when they are replayed, entities with their state.",
    advice="Before you deploy, see that nothing is left that names the class: wait until no orchestration is running "
    "or pending, or deploy to a new task hub; read the state of entities that you need and set it anew afterwards; "
    "empty or convert caches, queues and blobs with pickles. Or run with `--keep-module-names`: a small module then "
    "makes the old names stand for the new ones, and classes go on being stored under the old names, so that the data "
    "can also be read after going back.",
)
MODULE_NAME_VALUE = NoteKind(
    "module-name-value",
    "warning",
    'reads the name of a module, which began with "__app__." and is another one now',
    remedy="check what depends on it: stored data, keys, registries, metrics",
    title="The name of a module is used as a value",
    why="`__module__` of a class or function, or `__name__` of a module that stays one, was `__app__.GetOrder` and is "
    "`function_app` or `GetOrder` after the migration, whatever the layout. Where it becomes part of a stored value, a "
    "cache key, a registry or a metric, old and new values differ.",
    advice="Check what depends on the value. A text of your own in its place stays what it is wherever the code lies.",
)
MODULE_NAMES_KEPT = NoteKind(
    "module-names-kept",
    "info",
    'makes stored data readable that names modules as "__app__.…"{written}',
    remedy="delete it when no such data is left",
    title="Old names of modules stay valid",
    why="With `--keep-module-names` a small module, which function_app.py imports first, makes the names of the legacy "
    "model stand for the modules of today. Classes that the run found to be stored go on being stored under their old "
    "names, so that the data can be read by both models. Classes that it did not find, and those made by a call such "
    "as `namedtuple(...)`, are read under both names and stored under the new one.",
    advice="Nothing at first. When no data is left that names `__app__`, delete the module and what mentions it.",
)
LEGACY_NAME = NoteKind(
    "legacy-name",
    "warning",
    "{problem}",
    remedy="{remedy}",
    title="A text names what only the legacy model has",
    why="Modules were called `__app__.x` in the legacy model and are called `x` now. Texts that are sure to be looked "
    "up – in imports by name, patches, `sys.modules` – are changed. This one may be a logger's name, a key, something "
    "stored, or a name that is put together at run time. An import relative to `__package__` cannot climb to the "
    "app's root any more.",
    advice="Say the module's name without `__app__.` where a module is meant; a logger called `__name__` is called "
    "that, too, or `function_app` where its script was merged.",
)
CONTEXT_DIRECTORY = NoteKind(
    "context-directory",
    "warning",
    'context.function_directory may be another folder than "{folder}" now',
    remedy="take the folder from Path(__file__).parent where the files are",
    title="The context tells another folder",
    why="`context.function_directory` was the folder of function.json. In the decorator model it is that of the file "
    "with the code of the function: a decorator's, where the function is decorated, or that of a script elsewhere.",
    advice="Derive the folder from `__file__` of a module that lies in it.",
)
FUNCTION_JSON_READ = NoteKind(
    "function-json-read",
    "warning",
    "names {what}, which the migration removes{when}",
    remedy="write what is taken from it into the code",
    title="Code reads function.json",
    why="The decorators take the place of every function.json. Code that opens such a file, or looks for one, does not "
    "find it any more. It is an error, and nothing is written, where that happens while functions are loaded: the app "
    "would have no functions at all.",
    advice="Write what the code takes from the file into the code, or into a file of another name.",
    also=("error",),
)
FOLDER_LISTED = NoteKind(
    "folder-listed",
    "warning",
    "lists {folder}, where the migration adds and removes files and folders",
    remedy="check what it looks for",
    title="Code lists the folders of functions",
    why="Every function.json goes, function_app.py is new, and the scripts and folders of merged functions go as well. "
    "Code that lists the app's root or a function's folder finds something else.",
    advice="Check what the code looks for; name the files or modules that it wants.",
)
UNCHANGEABLE_SCRIPT = NoteKind(
    "unchangeable-script",
    "error",
    "cannot be changed: the code {reason}",
    remedy="use another layout, in which the script stays as it is",
    title="A script cannot be changed where it stands",
    why="The blueprints layout decorates a script in its own file, and rewrites imports that only the legacy loader "
    "resolves. libcst, which builds the new code, does not parse this script: its brackets nest too deeply.",
    advice="Use `--layout single` or `--layout in-place`, or write the code less deeply nested.",
)
LONG_SCRIPT = NoteKind(
    "long-script",
    "info",
    "{what}; --layout blueprints leaves each script in its folder",
    title="The new file is long, or has to rename much",
    why="A file of more than a thousand lines or thirty functions is hard to read on, and a script of which more than "
    "five definitions needed new names reads better on its own.",
    advice="Run with `--layout blueprints` if you prefer a module for each function.",
)
RENAMED_NAMES = NoteKind(
    "renamed-names",
    "info",
    "called otherwise in {script}: {renames}",
    title="Names of a script are other ones in function_app.py",
    why="Scripts that become one module cannot have one name for different things. What several define or import is "
    "told apart by the function's name in front, wherever the script uses it. The function that is decorated is "
    "called as its folder, in snake_case.",
    advice="Nothing, unless code that is not in the app, or a text such as a key, has the old name.",
)
RENAMED_CLASS = NoteKind(
    "renamed-class",
    "warning",
    "class {old} is called {new} now, which logs, telemetry and repr() show",
    remedy="adjust alerts and queries that name it",
    title="A class or exception gets another name",
    why="Another script has a class of the same name that is not the same. What catches or makes the class is changed "
    "with it, but its name is also seen from outside: the type of an exception in Application Insights and in "
    "tracebacks, `repr()` of its objects, keys made of `__name__`.",
    advice="Look for the old name in alerts, queries and dashboards. To keep it, give one of the classes a name of its "
    "own before you migrate, or run with `--layout blueprints`, where nothing gets another name.",
)
TEMPLATE_FILES = NoteKind(
    "template-files",
    "info",
    "{folders} of functions held nothing more than files of func's templates, which are removed",
    title="Folders of functions are removed with what templates left in them",
    why="`func new` writes a `sample.dat`, and for some triggers a `readme.md`, which nothing reads. Where a folder "
    "has nothing else any more but these, or an empty `__init__.py`, it goes; any other file keeps it.",
    advice="Nothing.",
)
