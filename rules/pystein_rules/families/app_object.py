"""The app object of the script and its name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.app import ModuleFacts, NameBinding, Register
from pystein_migrate.decorators.static_values import Builder, Created, Defined, External
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, Fix
from pystein_rules.examples import BLUEPRINT, HELLO, script
from pystein_rules.frameworks import WEB_FRAMEWORKS, is_web_app
from pystein_rules.project import Project
from pystein_rules.python_edits import deletion
from pystein_rules.sources import PythonFile

_LIBRARY_MODULES = ("azure.functions", "azure.durable_functions")


def may_be_an_app(value: object) -> bool:
    """Whether a name's value, as far as it is known, could turn out to be a function app."""
    if isinstance(value, Created):
        return not value.callee.startswith((*WEB_FRAMEWORKS, "logging.", "os.", "azure."))
    if isinstance(value, External):
        last = value.name.rpartition(".")[2]
        return "." in value.name and last.islower() and "app" in last and not value.name.startswith("azure.")
    return repr(value) == "UNKNOWN"


class NoFunctionApp(Rule):
    code = "PYS101"
    name = "no-function-app"
    message = "The script has no function app at module level"
    what = "Checks that the script binds a `FunctionApp` (or `DFApp`, `WsgiFunctionApp`, `AsgiFunctionApp`) to a name."
    why = (
        "The worker looks through the module's names for one. Without it no function of the app is loaded: "
        "`ValueError: Could not find top level function app instances in function_app.py.` A blueprint alone, or an "
        "app "
        "created inside a function, does not count."
    )
    source = "azure-functions-runtime, loader.index_function_app"
    bad = {"function_app.py": BLUEPRINT}
    good = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    proof = Proof("index", "Could not find top level function app instances")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        facts = project.decorated.modules.get(project.script_name)
        if facts is None or facts.open or project.decorated.apps:
            return
        values = list(facts.names.values())
        if any(may_be_an_app(value) for value in values) or any(is_web_app(value) for value in values):
            return
        yield self.at_file(project, project.script_name, f"{project.script_name} binds no function app to a name")


class SeveralFunctionApps(Rule):
    code = "PYS102"
    name = "several-function-apps"
    message = "The script binds more than one name to a function app"
    what = "Checks that exactly one module-level name of the script is a function app; an alias is a second name."
    why = (
        "The worker refuses the whole app: `ValueError: More than one FunctionApp or other top level function app "
        "instances are defined.`"
    )
    source = "azure-functions-runtime, loader.index_function_app"
    fix = "sometimes"
    fix_safety = "An alias that nothing in the app uses is removed; that is safe."
    bad = script(HELLO + "\n\napplication = app\n")
    good = script()
    proof = Proof("index", "More than one FunctionApp or other top level function app instances are defined")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        apps = project.decorated.apps
        facts = project.decorated.modules.get(project.script_name)
        if len(apps) < 2 or facts is None:
            return
        first = apps[0][0]
        for name, register in apps[1:]:
            binding = next((b for b in reversed(facts.history) if b.name == name), None)
            if binding is None or binding.conditional:
                continue
            alias = register is apps[0][1]
            message = f'"{name}" is another name of "{first}"' if alias else f'"{name}" is a second function app'
            fix = self._without_alias(project, binding) if alias else None
            yield self.at_node(project, facts.path, binding.node, f"{message}; the worker accepts only one", fix)

    def _without_alias(self, project: Project, binding: NameBinding) -> Fix | None:
        node, script = binding.node, project.script
        if script is None or not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Name)):
            return None
        if len(node.targets) != 1 or any(_mentions(file, binding.name) for file in project.pythons()):
            return None
        return one_fix(f'Remove the alias "{binding.name}"', "safe", deletion(script, node))


def _mentions(file: PythonFile, name: str) -> bool:
    for node in ast.walk(file.tree) if file.tree else ():
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
            return True
        if isinstance(node, ast.Attribute) and node.attr == name:
            return True
        if isinstance(node, ast.alias) and node.name == name:
            return True
        if isinstance(node, ast.Constant) and node.value == name:
            return True
    return False


class ReboundName(Rule):
    code = "PYS103"
    name = "rebound-app-name"
    message = "A definition replaces the app, a blueprint or the library"
    what = "Checks for definitions and assignments that rebind the name of a function app, a blueprint or the library."
    why = (
        "A decorated function takes the name of its definition: after `def app(...)` the app is gone (`ValueError: "
        "Could "
        "not find top level function app instances`), after `def bp(...)` registration fails with `'FunctionBuilder' "
        "object has no attribute '_function_builders'`, after `def func(...)` every `func.X` fails with "
        "`'FunctionBuilder' "
        "object has no attribute 'X'`."
    )
    source = "azure-functions, decorators/function_app.py; azure-functions-python-worker issue 1562"
    bad = script(HELLO.replace("def hello", "def app"))
    good = script()
    proof = Proof("index", "Could not find top level function app instances")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, facts in project.decorated.modules.items():
            if project.is_test(path):
                continue
            before: dict[str, NameBinding] = {}
            for binding in facts.history:
                first = before.get(binding.name)
                if first is not None and not binding.conditional:
                    finding = self._finding(project, facts, first, binding)
                    if finding:
                        yield finding
                        continue
                before[binding.name] = binding

    def _finding(
        self, project: Project, facts: ModuleFacts, first: NameBinding, second: NameBinding
    ) -> Diagnostic | None:
        replaced = _what(first.value)
        if isinstance(second.node, ast.For | ast.AsyncFor | ast.With | ast.AsyncWith):
            return None
        if not replaced or not isinstance(second.value, Builder | Defined | Register) or second.value is first.value:
            return None
        if isinstance(second.value, Register):
            declared = isinstance(first.value, Register) and project.decorated.functions_of(first.value)
            if not declared or first.value in project.decorated.escaped:
                return None
        if isinstance(first.value, External) and not _used_after(project, facts.path, second):
            return None
        message = f'"{first.name}" was {replaced} and is lost from here on'
        return self.at_node(project, facts.path, second.node, message)


def _what(value: object) -> str:
    if isinstance(value, Register):
        return "the function app" if value.is_app else "a blueprint"
    if isinstance(value, External) and value.name in _LIBRARY_MODULES:
        return f"the module {value.name}"
    return ""


def _used_after(project: Project, path: str, binding: NameBinding) -> bool:
    file = project.python(path)
    end = binding.node.end_lineno or binding.node.lineno
    return any(
        isinstance(node, ast.Name) and node.id == binding.name and node.lineno > end
        for node in ast.walk(file.tree if file and file.tree else ast.Module([], []))
    )
