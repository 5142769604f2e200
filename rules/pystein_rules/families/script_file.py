"""The script of the decorator model: its name, its place, its syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pystein_migrate.decorators.app import ModuleFacts, Register
from pystein_migrate.settings.local_settings import PATH as SETTINGS
from pystein_rules.base import Proof, Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, script
from pystein_rules.project import Project
from pystein_rules.settings_files import setting_node

SCRIPT_FILE_NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_\-]*\.py")


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
