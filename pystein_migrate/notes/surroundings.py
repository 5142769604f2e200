"""Files around the code: requirements, settings, ignore files, pipelines."""

from pystein_migrate.model.note import NoteKind

_GENERATED_AGAIN = "Change the file it is compiled from, and compile it again."

BUNDLE_RAISED = NoteKind(
    "bundle-raised",
    "warning",
    "extension bundle raised from {old} to {new}: every extension moves to its next major version",
    remedy="read the extensions' lists of breaking changes, test, then deploy",
    title="The extension bundle is a newer one",
    why="`--bundle 4` asked for it. A bundle is a set of extensions, and each of them may have changed settings in "
    "host.json, properties of bindings, or the content of messages.",
    advice="Read the extensions' lists of breaking changes, test, then deploy.",
)
BUNDLE_NOT_RAISED = NoteKind(
    "bundle-not-raised",
    "warning",
    "{problem}",
    remedy='{first}set "extensionBundle" to {wanted}',
    title="The extension bundle could not be raised",
    why="`--bundle 4` asked for it, but host.json does not exist, cannot be parsed, or holds no object where one "
    "belongs. In an app that has decorators already, they may use names of the Cosmos DB extension before 4.",
    advice="Mend what the note names, and set `extensionBundle` as it says.",
)
OLD_BUNDLE = NoteKind(
    "old-bundle",
    "warning",
    "{problem}",
    remedy="migrate with --bundle 4, after `pystein-migrate undo` if this run has written",
    title="The extension bundle is out of support",
    why="Extension bundles 1 to 3 are out of support since 2026-05-30. With 2 and 3 the migrated app works as the "
    "legacy one does, so it is an info there; with bundle 1 the host of Functions 4.x, which the decorator model "
    "needs, does not start.",
    advice="Migrate with `--bundle 4`, which also gives Cosmos DB bindings the names of its extension. Take back a run "
    "that has written before, with `pystein-migrate undo`.",
    also=("info",),
)
MISSING_BUNDLE = NoteKind(
    "missing-bundle",
    "warning",
    "has no extension bundle, which {functions} for {types}: the host refuses them, as it does now",
    remedy="migrate with --bundle 4, after `pystein-migrate undo` if this run has written",
    title="Functions need an extension bundle, and there is none",
    why="The host knows HTTP and timers by itself. Every other binding comes with an extension, from a bundle that "
    "host.json names or installed by a project file of the app, and there is neither: \"The binding type(s) '...' are "
    'not registered". The functions are migrated as they are.',
    advice="Migrate with `--bundle 4`, or name a bundle in host.json by hand.",
)
EXTENSIONS_IGNORED = NoteKind(
    "extensions-ignored",
    "warning",
    "extensions installed by this file are ignored once host.json names an extension bundle",
    remedy="remove the file",
    title="extensions.csproj has no effect any more",
    why="The host takes extensions either from a bundle or from what was installed with the app. With a bundle in "
    "host.json, which `--bundle 4` adds, it does not look at the latter.",
    advice="Remove the file, if the bundle has all its extensions.",
)
OLD_RUNTIME = NoteKind(
    "old-runtime",
    "warning",
    "{problem}",
    remedy="{remedy}",
    title="The app is deployed to a runtime that does not know the decorator model",
    why="Functions 2.x and 3.x read function.json only, and Functions 4.x runs Python 3.6 and 3.7 no more: there the "
    "migrated app has no functions. A Dockerfile, a setting (`FUNCTIONS_EXTENSION_VERSION`, `linuxFxVersion` and the "
    "like), or a pipeline names such a runtime.",
    advice="Move to Functions 4.x and a Python that it runs, before you deploy the migrated app or together with it.",
)
FEATURE_FLAG = NoteKind(
    "feature-flag",
    "info",
    "the preview model needs a feature flag in Azure too",
    remedy="set the app setting {setting}={flag} where the app is deployed",
    title="The preview of the decorator model needs a feature flag",
    why="You asked for a preview release of azure-functions. Hosts of that time index decorators only with the flag "
    "`EnableWorkerIndexing`, which is put into local.settings.json for local runs.",
    advice="Set the app setting `AzureWebJobsFeatureFlags` where the app is deployed.",
)
SETTINGS_NOT_EDITED = NoteKind(
    "settings-not-edited",
    "warning",
    "{problem}",
    remedy="{remedy}",
    title="A settings file was left as it is",
    why="local.settings.json or .vscode/settings.json cannot be parsed, is encrypted, or holds no object, so a setting "
    "that the migrated app wants could not be written.",
    advice="Write the setting that the note names by hand.",
)
REQUIREMENT_ADDED = NoteKind(
    "requirement-added",
    "info",
    "{requirements} added",
    title="A requirement was added",
    why="The decorators come with azure-functions, durable ones with azure-functions-durable, and requirements.txt did "
    "not name the package.",
    advice="Nothing.",
)
REQUIREMENT_HASHED = NoteKind(
    "requirement-hashed",
    "warning",
    "{message}",
    remedy="{remedy}",
    title="A requirements file with hashes has to be compiled again",
    why="pip refuses a file with hashes for some packages and none for others, and the hashes of another release "
    "cannot be made up.",
    advice=_GENERATED_AGAIN,
)
REQUIREMENT_RAISED = NoteKind(
    "requirement-raised",
    "info",
    "{name}{old} becomes {name}{new}: the app needs {minimum} or newer, because {reason}{pinned}",
    title="A requirement was raised",
    why="The release that requirements.txt asked for does not have all that the app now uses. Lower bounds rise to the "
    "oldest release that has it, upper bounds in the way go. An exact pin moves to a release of today: the newest that "
    "pip installs on the Pythons that the app's Dockerfile, infrastructure and pipelines name (on every Python of "
    "Functions 4.x where they name none), but to the last that brings no Werkzeug where the app asks for an older "
    "Werkzeug or Flask.",
    advice="Nothing, though another release still may be what you want.",
)
NO_SUCH_RELEASE = NoteKind(
    "no-such-release",
    "error",
    "there is no azure-functions {release}, so nothing can be installed from this file",
    remedy="ask for {existing}, or another release that there is",
    title="The requirements ask for a release that does not exist",
    why="The migrated app is proven with the release that will run it, and pip finds none of this number. The app "
    "cannot be built as it is, in either model.",
    advice="Ask for a release that exists, or leave the version open.",
)
PROVEN_WITH_ANOTHER = NoteKind(
    "proven-with-another",
    "warning",
    "proven with the azure-functions installed beside this tool, not with {release}, which the app gets: {reason}",
    remedy="go online and run again, or test the app with {release} before you deploy it",
    title="The proof was made with another release",
    why="The migrated app is proven with the release that will run it: the one that requirements.txt pins, or the "
    "newest that it admits. pip fetches that once, and could not.",
    advice="Run again when you are online, or test the app with its release before you deploy it.",
)
REQUIREMENT_UNCLEAR = NoteKind(
    "requirement-unclear",
    "warning",
    "this line {problem}; the migrated app needs {wanted}",
    remedy="make sure of {wanted}",
    title="Which release a requirement gives is not known",
    why="The line cannot be read, or installs the package from a file or an address: in a release that its name does "
    "not say, or that is too old. A second line that asks for another one would contradict it.",
    advice="Make sure that it gives the release which the note names.",
)
REQUIREMENT_UNSEEN = NoteKind(
    "requirement-unseen",
    "warning",
    "the migrated app needs {wanted}; {file} was not read",
    remedy="make sure that it is asked for there",
    title="A requirements file elsewhere was not read",
    why="requirements.txt includes a file outside the app or at an address, which may name the package or not.",
    advice="Make sure that the included file asks for the release which the note names.",
)
REQUIREMENTS_CREATED = NoteKind(
    "requirements-created",
    "info",
    "created, because the app had none and needs {wanted}",
    remedy="add the app's other packages",
    title="requirements.txt was created",
    why="The decorators come with azure-functions, and no file of the app asked for any package.",
    advice="Add the other packages that the app imports; without the file they were not installed in Azure either.",
)
REQUIREMENTS_ELSEWHERE = NoteKind(
    "requirements-elsewhere",
    "warning",
    "the app has no requirements.txt; the migrated app needs {wanted}",
    remedy="see to it in {file}",
    title="The app declares its requirements elsewhere",
    why="A pyproject.toml, Pipfile or the like stands where requirements.txt is missing, or there is one in the "
    "repository above the app. A second list beside it would compete with it, so none was made.",
    advice="Ask for the release which the note names there, and lock again.",
)
REQUIREMENTS_GENERATED = NoteKind(
    "requirements-generated",
    "warning",
    "this file is generated; the change made here is lost when it is generated again",
    remedy="make the same change in its source",
    title="A generated requirements file was changed",
    why="Its head says that pip-compile or uv wrote it, so the next run of that tool takes the change back.",
    advice=_GENERATED_AGAIN,
)
LOCK_OUTDATED = NoteKind(
    "lock-outdated",
    "warning",
    "holds what pyproject.toml asked for before",
    remedy="lock again",
    title="The lock file is older than pyproject.toml",
    why="The migration changed the dependencies in pyproject.toml, and the tool that wrote the lock file refuses the "
    "two, or goes on installing the old release.",
    advice="Run `poetry lock`, `uv lock` or `pdm lock`.",
)
WORKER_REMOVED = NoteKind(
    "worker-removed",
    "info",
    "{package} removed: the platform brings the worker, a second one breaks it",
    title="The worker package was removed from the requirements",
    why="The platform starts its own worker. One among the app's packages is imported in its place, in a release that "
    "fits neither the platform nor the decorators.",
    advice="Nothing.",
)
IGNORED_MODULE = NoteKind(
    "ignored-module",
    "warning",
    '"{pattern}" keeps {module} out of the {target}: its functions would be missing',
    remedy="add a line {line}",
    title="An ignore file keeps the new script away from Azure",
    why="A pattern of .funcignore or .dockerignore, written when the app's root held no code of its own, fits "
    "function_app.py or a module that it imports.",
    advice="Add a line with `!` and the path to the ignore file.",
)
IGNORED_BY_GIT = NoteKind(
    "ignored-by-git",
    "warning",
    '"{pattern}" keeps {created} out of git: it would be missing where the app is built from a checkout',
    remedy="add it with git add --force {place}",
    title="A .gitignore hides a file that the migration writes",
    why="A pattern, written when there was no such file, fits function_app.py. `git add` passes it by, so the commit "
    "would remove the function folders and bring nothing in their place.",
    advice="Add the file with `git add --force`, or take the pattern out of the .gitignore.",
)
PROXIES = NoteKind(
    "proxies",
    "warning",
    "Functions 4.x, which the decorator model needs, serves proxies only with a feature flag",
    remedy="set the app setting AzureWebJobsFeatureFlags=EnableProxies, or move the routes to Azure API Management",
    title="The app has a proxies.json",
    why="Functions 4.x, which the decorator model needs, serves proxies only with the feature flag `EnableProxies`, "
    "and without support. A file that defines no proxy is removed with the migration.",
    advice="Set `AzureWebJobsFeatureFlags` in Azure, or move the routes to Azure API Management or into functions and "
    "remove the file.",
)
REMOVED_MODULE_USED = NoteKind(
    "removed-module-used",
    "warning",
    "mentions {mention}, which the migration removes",
    remedy="{remedy}",
    title="Other Python code names a script that is gone",
    why="A test or tool of the app imports, patches or opens a script that became part of function_app.py, in a way "
    "that could not be rewritten.",
    advice="Name function_app.py instead; what was `main` there has its function's name now.",
)
COMPUTED_MODULE_USED = NoteKind(
    "computed-module-used",
    "warning",
    "loads modules whose names or paths it computes; merged scripts are no modules any more",
    remedy="check that it loads none of {modules}",
    title="Other Python code loads modules by computed names",
    why="A test or tool of the app imports modules by names, or runs files by paths, that are only known when it runs. "
    "Scripts that became part of function_app.py cannot be loaded so.",
    advice="Have it load function_app.py, where the functions are now, or migrate with `--layout in-place`.",
)
REMOVED_PATH_MENTIONED = NoteKind(
    "removed-path-mentioned",
    "warning",
    "mentions {mention}, which {gone}",
    remedy="{remedy}",
    title="A file names a path that is gone",
    why="A Dockerfile, pipeline or other file that builds, tests, starts or deploys the app speaks of a function "
    "folder or its files. In an ignore file it does no harm, so it is an info there.",
    advice="Remove the mention, or name function_app.py instead.",
    also=("info",),
)
SCRIPT_NOT_COPIED = NoteKind(
    "script-not-copied",
    "warning",
    "copies function folders, but not {script}, so the image would have no functions",
    remedy="add {instruction}",
    title="A Dockerfile does not copy the new script",
    why="It copies function folders one by one, and function_app.py, which was not there before, is in none of them.",
    advice="Copy function_app.py, too.",
)
APPS_IN_ONE_FOLDER = NoteKind(
    "apps-in-one-folder",
    "warning",
    "copies this app and that in {other} to one folder, where one {script} takes the place of the other",
    remedy="move the function folders of both, and what they use, into one app before you migrate",
    title="An image puts two apps into one folder",
    why="Function folders of two apps can lie side by side. Migrated, each app is one file, and both have the same "
    "name: the one that is copied last is all that the image runs.",
    advice="Make one app of them first, or copy each to a folder, and run each, on its own.",
)
SCRIPT_NOT_PACKED = NoteKind(
    "script-not-packed",
    "warning",
    "names folders of functions one by one, but not {script}, which has all functions now",
    remedy="name {script} as well",
    title="A pipeline or script leaves the new script behind",
    why="It copies, packs or watches function folders one by one, and function_app.py, which was not there before, is "
    "in none of them. What is packed without it has no functions, and a pipeline that does not watch it does not start "
    "when it changes.",
    advice="Name function_app.py where the folders are named.",
)
SCRIPT_SETTING = NoteKind(
    "script-setting",
    "warning",
    "the app in Azure finds {script} only if it has this setting, too",
    remedy="set the app setting {setting}={script} where the app is deployed",
    title="The name of the new script is known to local.settings.json alone",
    why="That file is not deployed. The worker in Azure looks for function_app.py unless its own app settings say "
    "otherwise, and an app without its script has no functions. The legacy model has none, so nobody missed the "
    "setting.",
    advice="Set `PYTHON_SCRIPT_FILE_NAME` in Azure, or take it out of local.settings.json and run again.",
)
FUNCTION_RESOURCE = NoteKind(
    "function-resource",
    "warning",
    "puts a function.json into the deployed app, which the decorator model cannot have beside function_app.py",
    remedy="remove this resource; the functions come with the app's package",
    title="Infrastructure code makes a function by itself",
    why="Terraform's `azurerm_function_app_function` and resources of the type `Microsoft.Web/sites/functions` write a "
    "folder with a function.json into the deployed app. Decorators cannot be written so, and folders beside a "
    "function_app.py make the app a mixed one.",
    advice="Remove the resource and deploy the app's package instead. What only refers to a function by its name, such "
    "as a subscription of Event Grid, may stay.",
)
PACKAGE_IMPORT = NoteKind(
    "package-import",
    "warning",
    "imports {module} as a part of {folder}, whose modules import each other from their own root now",
    remedy="put {folder} on the module search path (for pytest: pythonpath), and import {own} from there",
    title="Code outside the app imports it as a package",
    why="The legacy worker loads an app as a package, so relative imports and `__app__` work in it, and tests beside "
    "the app's folder may import it as a package, too. The decorator model loads modules from the app's root: imports "
    "in them are full names from there, which are not found where that root is not on the module search path.",
    advice="Put the app's folder on the search path of whoever imports it, as `pythonpath` in pytest's settings does, "
    "and leave out the folder's name in imports and in the names that `mock.patch` takes.",
)
LINKED_FILE = NoteKind(
    "linked-file",
    "warning",
    "is reached through a link, so it was not changed; the decorator model needs another text here",
    remedy="{remedy}",
    title="A file that would change is behind a link",
    why="What a link leads to is read like the app's own files and never changed, since it may belong to another app "
    "as well. It is an error where functions load the file, or need the release that it should ask for, because they "
    "would fail with it as it is: then nothing is written.",
    advice="Change the file by hand as the note says; imports with full names from the app's root work in both models. "
    "Then run again.",
    also=("error",),
)
