"""PYS1: the app object, blueprints and their registration, function names."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.decorators.app import DecoratedFunction, ModuleFacts, NameBinding, Register, Registration
from pystein_migrate.decorators.static_values import Builder, Created, Defined, External, LocalModule
from pystein_migrate.read.function_json import FUNCTION_NAME

from .base import Proof, Rule, one_fix
from .diagnostics import Diagnostic, Edit, Fix
from .examples import BLUEPRINT, HELLO, script
from .frameworks import WEB_FRAMEWORKS
from .project import Project, PythonFile
from .statements import deletion, statement_of

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


def is_web_app(value: object) -> bool:
    """Whether a value is the application object of a web framework."""
    return isinstance(value, Created) and value.callee in WEB_FRAMEWORKS


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


class UnregisteredBlueprint(Rule):
    code = "PYS104"
    name = "unregistered-blueprint"
    severity = "warning"
    message = "A blueprint with functions is never registered"
    what = (
        "Checks for blueprints whose functions no `register_functions` or `register_blueprint` call brings into the "
        "app."
    )
    why = "Their functions are silently missing: neither the worker nor the host says anything."
    source = "azure-functions, FunctionRegister.register_functions"
    bad = script(HELLO, users=BLUEPRINT)
    good = script("from users import bp\n\napp.register_functions(bp)\n\n\n" + HELLO, users=BLUEPRINT)
    proof = Proof("vanish", missing=("users",))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        app = project.decorated
        if not project.is_decorated or app.open or not app.apps:
            return
        if any(facts.open for facts in app.modules.values() if facts.reached):
            return
        registered = {r.argument for r in app.registrations if isinstance(r.argument, Register)}
        for register in app.registers:
            functions = app.functions_of(register)
            if register.is_app or register.custom or register in app.escaped or register in registered:
                continue
            if not functions or project.is_test(register.path):
                continue
            names = ", ".join(function.name or "?" for function in functions)
            message = f"this blueprint is never registered, so these functions are missing: {names}"
            yield self.at_node(project, register.path, register.call.node, message)


class RegisteredTooEarly(Rule):
    code = "PYS105"
    name = "registered-too-early"
    severity = "warning"
    message = "A blueprint is registered before its functions are declared"
    what = "Checks for functions that are declared on a blueprint after the call that registers it."
    why = "Registration copies the blueprint's list of functions. Those declared later are silently missing."
    source = "azure-functions, FunctionRegister.register_functions"
    fix = "sometimes"
    fix_safety = "The call is moved to the end of the module. Unsafe, because it adds functions to the running app."
    bad = script(
        "bp = func.Blueprint()\napp.register_functions(bp)\n\n\n"
        + HELLO
        + "\n\n"
        + HELLO.replace("@app", "@bp").replace("hello", "late")
    )
    good = script(
        "bp = func.Blueprint()\n\n\n"
        + HELLO
        + "\n\n"
        + HELLO.replace("@app", "@bp").replace("hello", "late")
        + "\n\napp.register_functions(bp)\n"
    )
    proof = Proof("vanish", missing=("late",))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        app = project.decorated
        for registration in app.registrations:
            blueprint = registration.argument
            if not isinstance(blueprint, Register) or registration.conditional or blueprint in app.escaped:
                continue
            if any(r.order > registration.order for r in app.registrations if r.argument is blueprint):
                continue
            late = [f for f in app.functions_of(blueprint) if f.order > registration.order and f.reached]
            if not late or any(function.module != registration.module for function in late):
                continue
            names = ", ".join(function.name or "?" for function in late)
            message = f"this registration comes before the blueprint has {names}, which will be missing"
            fix = self._moved(project, registration)
            yield self.at_node(project, registration.module, registration.node, message, fix)

    def _moved(self, project: Project, registration: Registration) -> Fix | None:
        file = project.python(registration.module)
        statement = statement_of(file, registration.node) if file else None
        if file is None or statement is None or statement.col_offset:
            return None
        end = file.at(len(file.text))
        content = ("" if file.text.endswith("\n") else "\n") + "\n\n" + file.segment(statement) + "\n"
        return one_fix(
            "Register the blueprint at the end of the module",
            "unsafe",
            deletion(file, statement),
            Edit(file.path, end, end, content),
        )


class BadRegistration(Rule):
    code = "PYS106"
    name = "bad-registration"
    message = "A registration fails when the app is loaded"
    what = (
        "Checks for a blueprint that is registered twice, for registration on a blueprint, and for registration of "
        "something that is no blueprint (an app, a module, a function)."
    )
    why = (
        "The whole app fails: `ValueError: Function users does not have a unique function name.`, `AttributeError: "
        "'Blueprint' object has no attribute 'register_functions'`, `TypeError: functions can not be type of "
        "FunctionRegister!` or `AttributeError: module 'users' has no attribute '_function_builders'`."
    )
    source = "azure-functions, FunctionRegister.register_functions"
    fix = "sometimes"
    fix_safety = "A second registration of the same blueprint is removed; that is safe."
    bad = script(
        "import users\n\napp.register_functions(users.bp)\napp.register_functions(users.bp)\n", users=BLUEPRINT
    )
    good = script("import users\n\napp.register_functions(users.bp)\n", users=BLUEPRINT)
    proof = Proof("index", "does not have a unique function name")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        seen: set[tuple[Register, Register]] = set()
        for registration in project.decorated.registrations:
            message, fix = self._problem(registration), None
            argument = registration.argument
            if not message and isinstance(argument, Register) and not registration.conditional:
                if (registration.target, argument) in seen and project.decorated.functions_of(argument):
                    message = "this blueprint is registered already"
                    fix = self._removed(project, registration)
                seen.add((registration.target, argument))
            if message:
                yield self.at_node(project, registration.module, registration.node, message, fix)

    def _problem(self, registration: Registration) -> str:
        argument = registration.argument
        if not registration.target.is_app:
            if registration.target.custom:
                return ""
            return "a blueprint cannot register another one; register both on the app"
        if isinstance(argument, Register) and argument.is_app:
            return "a function app cannot be registered; only blueprints can"
        if isinstance(argument, LocalModule):
            return f"this registers the module {argument.dotted}, not a blueprint in it"
        if isinstance(argument, Builder):
            name = argument.node.name if argument.node else "a function"
            return f"this registers the function {name}, not a blueprint"
        return ""

    def _removed(self, project: Project, registration: Registration) -> Fix | None:
        file = project.python(registration.module)
        statement = statement_of(file, registration.node) if file else None
        if file is None or statement is None or statement.col_offset:
            return None
        return one_fix("Remove the second registration", "safe", deletion(file, statement))


class DuplicateFunctionName(Rule):
    code = "PYS107"
    name = "duplicate-function-name"
    message = "Two functions of the app have the same name"
    what = "Checks that function names differ, across the app and its blueprints, in more than case."
    why = (
        "Since azure-functions 1.21 the whole app fails: `ValueError: Function hello does not have a unique function "
        "name. "
        "Please change @app.function_name() or the function method name to be unique.` Before, one replaced the other. "
        "Names that differ only in case pass the worker and collide in the host."
    )
    source = "azure-functions, FunctionRegister.get_functions; azure-functions-python-worker issue 1489"
    bad = script(HELLO + "\n\n" + HELLO.replace("hello", "again").replace("def again", "def hello"))
    good = script(HELLO + "\n\n" + HELLO.replace("hello", "again"))
    proof = Proof("index", "Function hello does not have a unique function name")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        seen: dict[str, DecoratedFunction] = {}
        for function in dict.fromkeys(project.decorated.indexed):
            name = function.name
            if name is None or function.conditional or any(step.call is None for step in function.library_steps):
                continue
            first = seen.setdefault(name.lower(), function)
            if first is not function:
                place = "" if first.anchor_path == function.anchor_path else f" in {first.anchor_path}"
                line = first.anchor.lineno
                message = f'"{name}" is also the name of the function at line {line}{place}'
                yield self.at_node(project, function.anchor_path, function.anchor, message)


class InvalidFunctionName(Rule):
    code = "PYS108"
    name = "invalid-function-name"
    message = "The host refuses the name of a function"
    what = (
        "Checks function names against the host's rule: a letter, then letters, digits, `-` and `_`, at most 128, not "
        "`host`."
    )
    why = "The worker accepts it, the host drops the function: `'_hello' is not a valid function name.`"
    source = "azure-functions-host, Utility.IsValidFunctionName"
    bad = script(HELLO.replace("def hello", "def _hello"))
    good = script()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in project.decorated.functions:
            if project.is_test(function.module) or any(step.call is None for step in function.library_steps):
                continue
            if function.name is not None and not FUNCTION_NAME.fullmatch(function.name):
                message = f'the host refuses "{function.name}" as a function name'
                yield self.at_node(project, function.anchor_path, function.anchor, message)


class CircularImport(Rule):
    code = "PYS109"
    name = "circular-import"
    message = "A module imports a name from the script before the script has it"
    what = "Checks for `from function_app import app` in a module that the script imports before `app = ...`."
    why = (
        "Nothing is loaded: `ImportError: cannot import name 'app' from partially initialized module 'function_app' "
        "(most "
        "likely due to a circular import)`. A blueprint in the module needs no import of the app."
    )
    source = "Python, import system"
    bad = {
        "function_app.py": "import routes\nimport azure.functions as func\n\napp = func.FunctionApp()\n",
        "routes.py": "import azure.functions as func\nfrom function_app import app\n\n\n" + HELLO,
    }
    good = script("from users import bp\n\napp.register_functions(bp)\n", users=BLUEPRINT)
    proof = Proof("import", "from partially initialized module 'function_app'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for found in project.decorated.circular_imports:
            facts = project.decorated.modules.get(found.module)
            if facts and facts.reached:
                message = f'{found.imported} has no "{found.name}" yet when it imports this module'
                yield self.at_node(project, found.module, found.node, message)


class BlueprintAuthLevel(Rule):
    code = "PYS111"
    name = "blueprint-auth-level"
    severity = "warning"
    message = "A blueprint ignores its authorization level"
    what = "Checks for `Blueprint(http_auth_level=...)`."
    why = "The argument is accepted and ignored; functions of the blueprint get the level of the app that registers it."
    source = "azure-functions, Blueprint and FunctionRegister.get_functions"
    bad = script(
        "from users import bp\n\napp.register_functions(bp)\n",
        users=BLUEPRINT.replace("Blueprint()", "Blueprint(http_auth_level=func.AuthLevel.ANONYMOUS)"),
    )
    good = script(
        "from users import bp\n\napp.register_functions(bp)\n",
        users=BLUEPRINT.replace('route="users"', 'route="users", auth_level=func.AuthLevel.ANONYMOUS'),
    )

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for register in project.decorated.registers:
            argument = register.call.get("http_auth_level")
            if argument and not register.is_app and not register.custom:
                message = "a blueprint ignores http_auth_level; set auth_level on its routes, or the level of the app"
                yield self.at_node(project, register.path, argument.keyword or argument.node, message)


RULES: tuple[Rule, ...] = (
    NoFunctionApp(),
    SeveralFunctionApps(),
    ReboundName(),
    UnregisteredBlueprint(),
    RegisteredTooEarly(),
    BadRegistration(),
    DuplicateFunctionName(),
    InvalidFunctionName(),
    CircularImport(),
    BlueprintAuthLevel(),
)
