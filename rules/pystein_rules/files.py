"""PYS0, first part: mixing of the two models, and files that the worker or host ignores."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from pystein_migrate.decorators.app import ModuleFacts, Register
from pystein_migrate.decorators.static_values import External
from pystein_migrate.model.note import Position
from pystein_migrate.text import jsonc

from .base import Proof, Rule, one_fix, replacing
from .diagnostics import Diagnostic, Fix
from .examples import BLUEPRINT, HELLO, HTTP_FUNCTION_JSON, HTTP_SCRIPT, script
from .project import Project, PythonFile

SCRIPT_FILE_NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_\-]*\.py")
OLD = {"Old/function.json": HTTP_FUNCTION_JSON, "Old/__init__.py": HTTP_SCRIPT}
SETTINGS = "local.settings.json"
# Of the standard library, but also common names of a project's own folders, and never imported by a worker.
_HARMLESS = frozenset({"test", "this", "antigravity", "turtledemo", "idlelib", "lib2to3", "ensurepip", "venv"})


def _is_empty(project: Project) -> bool:
    """Whether the script surely indexes no function."""
    app = project.decorated
    if app.app is None or app.open or app.app in app.escaped or app.app.custom or app.functions_of(app.app):
        return False
    if any(facts.open for facts in app.modules.values() if facts.reached):
        return False
    return not app.indexed and app.app.kind in ("FunctionApp", "DFApp")


def _names(project: Project) -> str:
    return ", ".join(function.name for function in project.app.functions)


class MixedModels(Rule):
    code = "PYS001"
    name = "mixed-models"
    message = "Function folders beside a script of the decorator model are not loaded"
    what = "Checks for function folders (with a `function.json`) in an app whose script declares functions."
    why = (
        "As soon as the script indexes one function, the folders are ignored, without an error. The host says "
        "`Detected mixed function app. Some functions may not be indexed - A, B` one minute after the start, in Azure "
        "at level Information only; `func pack` refuses the app."
    )
    source = "azure-functions-host, WorkerFunctionMetadataProvider.ValidateFunctionAppFormat"
    bad = script() | OLD
    good = script()
    proof = Proof("vanish", missing=("Old",))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.app.has_script and project.app.functions and not _is_empty(project):
            message = (
                f"{project.script_name} hides the function folders of this app: {_names(project)} will not be loaded"
            )
            yield self.at_file(project, project.script_name, message)


class EmptyScript(Rule):
    code = "PYS002"
    name = "empty-app-beside-folders"
    message = "An empty function app stands beside function folders"
    what = "Checks for a script whose function app has no functions, in an app with function folders."
    why = (
        "On Python 3.12 and older the worker finds no function and falls back to the folders. On 3.13 and newer it "
        "does "
        "not: after the upgrade the app runs nothing, without an error."
    )
    source = "azure-functions-python-worker, proxy_worker/dispatcher.py"
    bad = {"function_app.py": "import azure.functions as func\n\napp = func.FunctionApp()\n"} | OLD
    good = dict(OLD)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.is_decorated and project.app.functions and _is_empty(project):
            message = f"this app is empty; from Python 3.13 on it hides the function folders: {_names(project)}"
            yield self.at_file(project, project.script_name, message)


class LegacyModel(Rule):
    code = "PYS003"
    name = "legacy-model"
    severity = "info"
    message = "A function uses the legacy model"
    what = "Checks for function folders, that is, for functions that `pystein-migrate` can move to the decorator model."
    why = (
        "New features come to the decorator model only. azure-functions-durable 2.x drops the legacy one and 1.7 "
        "warns: "
        "`DurableFunctionsCompatibilityWarning: Your application uses the legacy Python v1 programming model`."
    )
    source = "azure-functions-durable 1.7.0, __init__.py"
    bad = dict(OLD)
    good = script()
    default = False

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in project.app.functions:
            message = f"{function.name} uses the legacy model; pystein-migrate moves it to the decorator model"
            yield self.at_file(project, function.json_path, message)


class LeftoverEntry(Rule):
    code = "PYS007"
    name = "leftover-legacy-entry"
    message = "The legacy code of a migrated function is still there"
    what = "Checks for a folder with a `main` named like a function of the script, where nothing imports the folder."
    why = "Two definitions of one function: tests that import the folder test code that is never run."
    source = "Python, import system"
    severity = "warning"
    bad = script(HELLO) | {"hello/__init__.py": HTTP_SCRIPT}
    good = script(HELLO)

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in project.decorated.indexed:
            if function.node is None:
                continue
            path = f"{function.name}/__init__.py"
            facts = project.decorated.modules.get(path)
            if facts is None or facts.reached or f"{function.name}/function.json" in project.app.paths:
                continue
            entry = next(
                (b.node for b in facts.history if b.name == "main" and isinstance(b.node, ast.FunctionDef)), None
            )
            if entry is not None:
                message = f"{project.script_name} has the function {function.name}; this one is never called"
                yield self.at_node(project, path, entry, message)


class ProxiesFile(Rule):
    code = "PYS008"
    name = "proxies-file"
    severity = "info"
    message = "proxies.json has no effect"
    what = "Checks for a `proxies.json` beside `host.json`."
    why = "Functions 4.x does not support proxies; the routes in the file do not exist."
    source = "azure-functions-host, ScriptConstants (EnableProxies)"
    bad = script() | {"proxies.json": '{"proxies": {}}\n'}
    good = script()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if "proxies.json" in project.app.paths:
            yield self.at_file(project, "proxies.json", "Functions 4.x ignores proxies.json")


def _apps_elsewhere(project: Project) -> Iterator[tuple[ModuleFacts, Register]]:
    """Modules, other than the script, that bind a function app with functions or registrations."""
    app = project.decorated
    used = {registration.target for registration in app.registrations}
    used |= {function.register for function in app.functions}
    for path, facts in app.modules.items():
        if path == project.script_name or project.is_test(path):
            continue
        for value in facts.names.values():
            if isinstance(value, Register) and value.is_app and value.path == path and value in used:
                yield facts, value
                break


class MisnamedScript(Rule):
    code = "PYS010"
    name = "misnamed-script"
    message = "The function app is not in the file that the worker loads"
    what = (
        "Checks for a function app in a module that is not `function_app.py` nor the file `PYTHON_SCRIPT_FILE_NAME` "
        "names."
    )
    why = "The worker does not find the script and looks for function folders instead: zero functions, and no error."
    source = "azure-functions-python-worker, dispatcher.load_function_metadata"
    bad = {"host.json": '{"version": "2.0"}\n', "app.py": script()["function_app.py"]}
    good = {"host.json": '{"version": "2.0"}\n'} | script()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.app.has_script or "host.json" not in project.app.paths:
            return
        for facts, register in _apps_elsewhere(project):
            if "/" not in facts.path:
                message = f"the worker loads {project.script_name}, not {facts.path}; its functions are not found"
                yield self.at_node(project, facts.path, register.call.node, message)


class InvalidScriptName(Rule):
    code = "PYS011"
    name = "invalid-script-name"
    message = "PYTHON_SCRIPT_FILE_NAME cannot be loaded"
    what = "Checks that `PYTHON_SCRIPT_FILE_NAME` is a plain `.py` file name, and that the file exists."
    why = "The worker loads nothing: `InvalidFileNameError: Invalid file name: src/function_app.py`."
    source = "azure-functions-runtime, utils/validators.py"
    bad = script() | {SETTINGS: '{\n  "Values": {\n    "PYTHON_SCRIPT_FILE_NAME": "src/function_app.py"\n  }\n}\n'}
    good = script() | {SETTINGS: '{\n  "Values": {\n    "PYTHON_SCRIPT_FILE_NAME": "function_app.py"\n  }\n}\n'}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        node = setting_node(project, "PYTHON_SCRIPT_FILE_NAME")
        if node is None or not isinstance(node.value, str):
            return
        if not SCRIPT_FILE_NAME.fullmatch(node.value):
            message = f'"{node.value}" is not a plain file name; the worker refuses it'
            yield self.at_json(project, SETTINGS, node, message)
        elif node.value not in project.app.paths and not project.app.functions:
            yield self.at_json(project, SETTINGS, node, f"{node.value} does not exist")


def setting_node(project: Project, name: str) -> jsonc.Node | None:
    """The value of an app setting in local.settings.json."""
    file = project.json(SETTINGS)
    values = file.document.get_ignoring_case("Values") if file and file.document else None
    return values.get(name) if values else None


class MisplacedScript(Rule):
    code = "PYS012"
    name = "misplaced-script"
    message = "The script is not beside host.json"
    what = "Checks for the script in a folder below the one with `host.json`, where it should be."
    why = "The worker looks beside `host.json` only: zero functions, and no error."
    source = "Microsoft Learn, Azure Functions Python developer guide, folder structure"
    bad = {"host.json": '{"version": "2.0"}\n', "src/function_app.py": script()["function_app.py"]}
    good = {"host.json": '{"version": "2.0"}\n'} | script()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if project.app.has_script or "host.json" not in project.app.paths or project.app.functions:
            return
        for facts, register in _apps_elsewhere(project):
            if facts.path.endswith(f"/{project.script_name}"):
                message = f"the worker looks for {project.script_name} beside host.json only"
                yield self.at_node(project, facts.path, register.call.node, message)


class ExcludedFromDeployment(Rule):
    code = "PYS013"
    name = "excluded-from-deployment"
    severity = "warning"
    message = "A pattern keeps a file that the app needs out of the deployment"
    what = "Checks `.funcignore`, and `.dockerignore` beside a Dockerfile, against the files that the script imports."
    why = "The deployed app lacks the file: zero functions, where everything worked locally."
    source = "azure-functions-core-tools, StaticResources/funcignore"
    bad = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT) | {
        ".funcignore": ".git*\nusers*\n"
    }
    good = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT) | {
        ".funcignore": ".git*\ntests\n"
    }

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for name in (".funcignore", ".dockerignore"):
            text = project.text(name)
            if text is None or (name == ".dockerignore" and "Dockerfile" not in project.app.paths):
                continue
            yield from self._matches(project, name, text)

    def _matches(self, project: Project, name: str, text: str) -> Iterator[Diagnostic]:
        from pathspec import GitIgnoreSpec

        lines = text.splitlines()
        rooted = name == ".dockerignore"
        patterns = [self._rooted(line) if rooted else line for line in lines]
        try:
            spec = GitIgnoreSpec.from_lines(patterns)
        except (ValueError, re.error):
            return
        for path in needed_files(project):
            result = spec.check_file(path)
            if result.include and result.index is not None:
                number = result.index + 1
                line = lines[result.index]
                start = (Position(number, 1), Position(number, len(line) + 1))
                yield self.at(project, name, start, f'"{line.strip()}" keeps {path} out of the deployment')

    @staticmethod
    def _rooted(line: str) -> str:
        bare = line.strip()
        if not bare or bare[0] in "#/" or bare.startswith(("**", "!/", "!**")):
            return bare
        return "!/" + bare[1:] if bare[0] == "!" else "/" + bare


def needed_files(project: Project) -> list[str]:
    """The files without which the deployed app has no functions."""
    needed = [path for path, facts in project.decorated.modules.items() if facts.reached]
    for function in project.app.functions:
        if not project.app.has_script:
            needed += [function.json_path, function.script]
    needed += [path for path in ("host.json", "requirements.txt") if path in project.app.paths]
    return sorted({path for path in needed if path})


def top_level(tree: ast.Module | None) -> Iterator[ast.AST]:
    """The nodes that run when a module is imported; not what a ``try`` or an undecided condition guards."""
    pending: list[ast.AST] = list(tree.body) if tree else []
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            pending[:0] = [*node.decorator_list, *node.args.defaults]
            continue
        if isinstance(node, ast.Lambda | ast.Try | ast.If) or type(node).__name__ == "TryStar":
            continue
        yield node
        pending[:0] = ast.iter_child_nodes(node)


class RelativeImport(Rule):
    code = "PYS014"
    name = "relative-import"
    message = "A relative import reaches outside of every package"
    what = "Checks for relative imports in the script and the modules beside it, and for dots beyond the app root."
    why = "Nothing is loaded: `ImportError: attempted relative import with no known parent package`."
    source = "Python, import system; azure-functions-python-worker imports the script by its plain name"
    fix = "sometimes"
    fix_safety = "`from .x import y` becomes `from x import y` where `x` is beside the script; that is safe."
    bad = script("from .users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    good = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    proof = Proof("import", "attempted relative import with no known parent package")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, facts in project.decorated.modules.items():
            file = project.python(path)
            depth = path.count("/")
            if not facts.reached or file is None:
                continue
            for node in top_level(file.tree):
                if isinstance(node, ast.ImportFrom) and node.level > depth:
                    kind = "beyond the app root" if depth else f"but {path} is in no package"
                    fix = self._absolute(project, file, node)
                    yield self.at_node(project, path, node, f"this import is relative, {kind}", fix)

    def _absolute(self, project: Project, file: PythonFile, node: ast.ImportFrom) -> Fix | None:
        names = [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
        if any(f"{name}.py" not in project.app.paths and not has_folder(project, name) for name in names):
            return None
        segment = file.segment(node)
        if node.module:
            content = re.sub(r"^from\s+[.\s]+", "from ", segment, count=1)
        else:
            content = "import " + ", ".join(a.name + (f" as {a.asname}" if a.asname else "") for a in node.names)
        return one_fix("Import it absolutely", "safe", replacing(project, file.path, node, content))


def has_folder(project: Project, name: str) -> bool:
    """Whether the app has Python files in the folder ``name``."""
    return any(path.startswith(name + "/") for path in project.app.modules())


class AppPackageImport(Rule):
    code = "PYS015"
    name = "app-package-import"
    message = "`__app__` does not exist in the decorator model"
    what = "Checks for imports of `__app__` in modules that the script imports."
    why = (
        "Nothing is loaded: `ModuleNotFoundError: No module named '__app__'`. The package is made up by the legacy "
        "loader."
    )
    source = "azure-functions-python-worker, loader.py"
    fix = "sometimes"
    fix_safety = (
        "The prefix is dropped. Unsafe, because modules that were imported under both names become one, and share "
        "state."
    )
    bad = script("from __app__.users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    good = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    proof = Proof("import", "No module named '__app__'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for found in project.decorated.imports:
            if found.guarded or found.dotted.split(".")[0] != "__app__":
                continue
            file = project.python(found.module)
            fix = None
            if file and isinstance(found.node, ast.ImportFrom) and found.dotted.startswith("__app__."):
                content = re.sub(r"^(from\s+)__app__\.", r"\1", file.segment(found.node), count=1)
                fix = one_fix("Drop the prefix", "unsafe", replacing(project, found.module, found.node, content))
            yield self.at_node(project, found.module, found.node, "the decorator model has no package __app__", fix)


class ShadowingModule(Rule):
    code = "PYS016"
    name = "module-shadows-library"
    severity = "warning"
    message = "A module of the app hides one of the standard library, or the azure packages"
    what = "Checks the names of modules and packages beside the script."
    why = (
        "The app root comes first on `sys.path`, also for libraries. The first one that imports the hidden module, and "
        "that "
        "the worker has not loaded itself, gets yours: with a package `azure` beside the script, `ModuleNotFoundError: "
        "No "
        "module named 'azure.functions'`."
    )
    source = "Python, import system; azure-functions-python-worker issue 671"
    bad = script() | {"azure/__init__.py": ""}
    good = script() | {"cloud/__init__.py": ""}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if not project.is_decorated:
            return
        names = (sys.stdlib_module_names | {"azure"}) - _HARMLESS - set(sys.builtin_module_names)
        for path in sorted(project.app.modules()):
            parts = path.split("/")
            name = parts[0].removesuffix(".py")
            if (len(parts) == 1 or parts[1:] == ["__init__.py"]) and name in names and not name.startswith("_"):
                library = "the azure packages" if name == "azure" else f"the standard library's {name}"
                yield self.at_file(project, path, f"this hides {library} from all libraries that import it")


class EnvironmentAtImport(Rule):
    code = "PYS017"
    name = "environment-read-at-import"
    severity = "warning"
    message = "An app setting is required while the app is loaded"
    what = 'Checks for `os.environ["X"]` at the top level of modules that the script imports.'
    why = (
        "If the setting is missing, `KeyError: 'X'` is raised at import, and the app has zero functions. Read it where "
        "it "
        "is used, or with a default."
    )
    source = "azure-functions-python-worker issue 1338"
    bad = script('import os\n\nTOKEN = os.environ["PYSTEIN_EXAMPLE_TOKEN"]\n\n\n' + HELLO)
    good = script('import os\n\nTOKEN = os.environ.get("PYSTEIN_EXAMPLE_TOKEN", "")\n\n\n' + HELLO)
    proof = Proof("import", "KeyError: 'PYSTEIN_EXAMPLE_TOKEN'")
    default = False

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, facts in project.decorated.modules.items():
            file = project.python(path)
            if not facts.reached or file is None:
                continue
            for node in top_level(file.tree):
                if (
                    isinstance(node, ast.Subscript)
                    and isinstance(node.ctx, ast.Load)
                    and _is_environ(facts, node.value)
                ):
                    message = f"without the setting {ast.unparse(node.slice)} the app has no functions at all"
                    yield self.at_node(project, path, node, message)


def _is_environ(facts: ModuleFacts, node: ast.expr) -> bool:
    if isinstance(node, ast.Name):
        return facts.names.get(node.id) == External("os.environ")
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr == "environ":
        return facts.names.get(node.value.id) == External("os")
    return False


class UnparsableModule(Rule):
    code = "PYS018"
    name = "unparsable-module"
    message = "Python cannot parse a module that the app loads"
    what = "Checks that the script, and every module that it imports, can be parsed."
    why = "Nothing is loaded: the `SyntaxError` is raised while the worker indexes the app."
    source = "azure-functions-runtime, loader.index_function_app"
    bad = script(HELLO.replace("req: func.HttpRequest", "req: func.HttpRequest,,"))
    good = script()
    proof = Proof("import", "SyntaxError")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        paths = [project.script_name] if project.app.has_script else []
        for found in project.decorated.imports:
            base = found.dotted.replace(".", "/")
            if not found.resolved and not found.guarded:
                paths += [f"{base}.py", f"{base}/__init__.py"]
        for path in dict.fromkeys(paths):
            file = project.python(path)
            if file is not None and file.error is not None and file.error.lineno is not None:
                line = file.error.lineno
                message = f"Python cannot parse this module: {file.error.msg}"
                yield self.at(project, path, file.line_span(min(line, len(file.lines))), message)


RULES: tuple[Rule, ...] = (
    MixedModels(),
    EmptyScript(),
    LegacyModel(),
    LeftoverEntry(),
    ProxiesFile(),
    MisnamedScript(),
    InvalidScriptName(),
    MisplacedScript(),
    ExcludedFromDeployment(),
    RelativeImport(),
    AppPackageImport(),
    ShadowingModule(),
    EnvironmentAtImport(),
    UnparsableModule(),
)
