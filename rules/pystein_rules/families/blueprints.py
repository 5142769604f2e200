"""Blueprints and their registration."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.decorators.app import Register, Registration
from pystein_migrate.decorators.static_values import Builder, LocalModule
from pystein_rules.base import Proof, Rule, one_fix
from pystein_rules.diagnostics import Diagnostic, FileEdit, Fix
from pystein_rules.examples import BLUEPRINT, HELLO, script
from pystein_rules.project import Project
from pystein_rules.python_edits import deletion, statement_of


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
        if app.has_open_modules:
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
            FileEdit(file.path, end, end, content),
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
