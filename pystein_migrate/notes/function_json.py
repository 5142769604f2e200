"""Function folders: what the host does with a function.json, and why it refuses one."""

from pystein_migrate.model.note import NoteKind

_REFUSED = "The host refuses the function at start-up and logs why, so it has never run in the legacy model."
_MEND = "Mend it, remove the folder, or have such functions left out with `--drop-broken`."

BROKEN_JSON = NoteKind(
    "broken-json",
    "error",
    "function.json {problem}",
    remedy="{remedy}",
    title="A function.json cannot be read",
    why="The host reads JSON with comments and trailing commas, and nothing looser. It does not load this function.",
    advice=_MEND,
)
INVALID_FUNCTION_NAME = NoteKind(
    "invalid-function-name",
    "error",
    'the host refuses "{name}" as a function name',
    remedy="rename the folder: a letter, then letters, digits, - or _, at most 128 in all",
    title="A folder's name is no function name",
    why=f'A function is called as its folder. {_REFUSED} The name "host" is refused, too.',
    advice="Rename the folder: a letter, then letters, digits, `-` or `_`, at most 128 in all. URLs and keys of the "
    "function go by that name.",
)
ODD_ENCODING = NoteKind(
    "odd-encoding",
    "warning",
    "not all of it is UTF-8 text; the host reads U+FFFD instead, and so does this",
    remedy="save the file as UTF-8",
    title="A function.json is not UTF-8",
    why="The host decodes it as UTF-8 and puts the replacement character U+FFFD where that fails. The migration reads "
    "the same values, so names with such characters stay as wrong as they were.",
    advice="Save the file as UTF-8 and migrate again if a value in it was meant otherwise.",
)
IGNORED_KEY = NoteKind(
    "ignored-key",
    "warning",
    '"{key}" is ignored by the host, which looks for "{proper}"',
    remedy="remove it, or spell it as the host does if it was meant",
    title="A key of function.json is spelled in the wrong case",
    why="The host looks `bindings`, `scriptFile`, `entryPoint` and `retry` up with their case; in any other they do "
    "not exist. The migration leaves the key out of account as the host does.",
    advice="Remove the key. Spell it as the host does if it was meant to count, which changes what the function does.",
)
DISABLED_IGNORED = NoteKind(
    "disabled-ignored",
    "warning",
    '"{key}" has had no effect since Functions 2.x; the function stays as enabled as it was',
    remedy="{remedy}",
    title="A function.json says disabled or excluded",
    why="Only Functions 1.x read these keys. A function that seems to be off runs, before and after the migration. "
    "A false one is an info of the linter's alone: nothing is lost with it.",
    advice="To turn a function off, set the app setting `AzureWebJobs.<name>.Disabled` to `true`.",
    also=("info",),
)
NO_BINDINGS = NoteKind(
    "no-bindings",
    "error",
    "at least one binding must be declared",
    remedy='add "bindings"',
    title="A function.json has no bindings",
    why=_REFUSED,
    advice=f"Add `bindings` with a trigger. {_MEND}",
)
TWO_TRIGGERS = NoteKind(
    "two-triggers",
    "error",
    "a function can have only one trigger",
    remedy="split the function",
    title="A function.json has more than one trigger",
    why=_REFUSED,
    advice=f"Make one function of each trigger. {_MEND}",
)
NO_TRIGGER = NoteKind(
    "no-trigger",
    "error",
    "no binding is a trigger",
    remedy="add one, or remove the folder",
    title="A function.json has no trigger",
    why=f"A trigger is a binding whose type ends with `Trigger`. {_REFUSED}",
    advice=f"Add a trigger. {_MEND}",
)
DUPLICATE_BINDING = NoteKind(
    "duplicate-binding",
    "error",
    'two bindings are named "{binding}"',
    remedy="binding names must differ in more than case",
    title="Two bindings have one name",
    why=f"Names of bindings are compared without case. {_REFUSED}",
    advice=f"Give one of them another name, in the script as well. {_MEND}",
)
INVALID_BINDING = NoteKind(
    "invalid-binding",
    "error",
    "a binding {problem}",
    remedy="{remedy}",
    title="A binding is no object, or has no type",
    why=_REFUSED,
    advice=_MEND,
)
INVALID_BINDING_NAME = NoteKind(
    "invalid-binding-name",
    "error",
    "{message}",
    remedy="use letters, digits and single underscores",
    title="The host refuses the name of a binding",
    why=f"Besides `$return` a name is a letter or underscore, then letters, digits and single underscores. {_REFUSED}",
    advice=f"Rename the binding, and the parameter of the script with it. {_MEND}",
)
INVALID_DIRECTION = NoteKind(
    "invalid-direction",
    "error",
    '"{direction}" is not a binding direction',
    remedy="use in or out",
    title="A binding has an unknown direction",
    why=_REFUSED,
    advice=f"Write `in` or `out`. {_MEND}",
)
INOUT_BINDING = NoteKind(
    "inout-binding",
    "error",
    '"inout" bindings are not supported in Python',
    remedy="use one in and one out binding",
    title="A binding goes both ways",
    why="The Python worker refuses the function, so it has never run in the legacy model.",
    advice=f"Declare one binding in and one out. {_MEND}",
)
RETURN_DIRECTION = NoteKind(
    "return-direction",
    "error",
    '"$return" must have direction "out"',
    remedy='set "direction": "out"',
    title="The return value is declared as an input",
    why="The Python worker refuses the function, so it has never run in the legacy model.",
    advice=f'Set its `direction` to `"out"`. {_MEND}',
)
SCRIPT_OUTSIDE_APP = NoteKind(
    "script-outside-app",
    "error",
    '"scriptFile" points outside the app: {script}',
    remedy="move the script into the app",
    title="The script of a function lies outside the app",
    why="Only what lies in the app is deployed with it, so the host finds no script in Azure.",
    advice=f"Move the script into the app. {_MEND}",
)
MISSING_SCRIPT = NoteKind(
    "missing-script",
    "error",
    "{message}",
    remedy="{remedy}",
    title="The script of a function does not exist",
    why=f"The script is what `scriptFile` names, else the only file beside function.json, else `__init__.py`. "
    f"{_REFUSED}",
    advice=f"Add the script or mend `scriptFile`. {_MEND}",
)
NOT_PYTHON = NoteKind(
    "not-python",
    "info",
    "{name} is not a Python function and was left alone",
    remedy="{remedy}",
    title="A function folder belongs to another language",
    why="Its script is no Python file, or it has none and files of another language lie beside function.json. A Python "
    "worker never loads it.",
    advice="Move the function to an app of its language. Beside a function_app.py the host ignores it in any case.",
)
INVALID_RETRY = NoteKind(
    "invalid-retry",
    "error",
    "{message}",
    remedy="{remedy}",
    title="The host refuses a retry policy",
    why="A policy is `fixedDelay` with `maxRetryCount` and `delayInterval`, or `exponentialBackoff` with "
    f"`maxRetryCount`, `minimumInterval` and `maximumInterval`. {_REFUSED}",
    advice=f"Complete the policy as the retry policy reference has it. {_MEND}",
)
UNREADABLE_FILE = NoteKind(
    "unreadable-file",
    "error",
    "cannot be read: {reason}",
    remedy="check its permissions",
    title="The system refuses to give a file",
    why="What stands in the file is not known, so whatever the migration says of it is incomplete.",
    advice="Check the permissions of the file, then run again.",
)
LINKED_FUNCTION = NoteKind(
    "linked-function",
    "error",
    "is reached through a link, so it is not changed; beside a function_app.py the host ignores this function",
    remedy="put the files in its place",
    title="A function folder or its script is a link",
    why="What a link leads to is never changed or removed, since it may belong to another app. The host, however, "
    "follows links: this function runs today, and would vanish with the first function_app.py. So nothing is written.",
    advice="Put the files themselves in the place of the link, then run again.",
)
IGNORED_FUNCTION = NoteKind(
    "ignored-function",
    "warning",
    "is ignored by .gitignore and was not read; beside a function_app.py the host ignores it, too",
    remedy="mend .gitignore if it is part of the app",
    title="A function folder is hidden by .gitignore",
    why="What git ignores is no part of the app to this tool. If the folder is deployed all the same, its function "
    "runs today and no longer does once there is a function_app.py.",
    advice="Take it out of .gitignore and run again if it is part of the app, else remove the folder.",
)
