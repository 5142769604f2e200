"""Who may call HTTP functions."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.decorators.app import Register
from pystein_migrate.model.app import Binding
from pystein_rules.base import Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, HTTP_FUNCTION_JSON, HTTP_SCRIPT, NO_PREFIX, WSGI, script
from pystein_rules.functions import library_steps
from pystein_rules.levels import LEVELS, level
from pystein_rules.project import Project


class AnonymousApp(Rule):
    code = "PYS803"
    name = "anonymous-app"
    severity = "warning"
    message = "Every HTTP function is anonymous unless it says otherwise"
    what = "Checks for `FunctionApp(http_auth_level=ANONYMOUS)`."
    why = "The level of the app is inherited by every route, also by those that are added later and should have a key."
    source = "azure-functions, FunctionRegister.get_functions"
    bad = {
        "function_app.py": script()["function_app.py"].replace(
            "FunctionApp()", "FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)"
        )
    }
    good = script(HELLO.replace('route="hello"', 'route="hello", auth_level=func.AuthLevel.ANONYMOUS'))
    default = False

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for register in project.decorated.registers:
            argument = register.call.get("http_auth_level")
            if argument and register.is_app and level(argument) == "ANONYMOUS" and not project.is_test(register.path):
                message = "every HTTP function of this app is anonymous unless it says otherwise"
                yield self.at_node(project, register.path, argument.keyword or argument.node, message)


class AdminLevel(Rule):
    code = "PYS804"
    name = "admin-level"
    severity = "warning"
    message = "An HTTP function needs the master key"
    what = "Checks for the authorization level `ADMIN`, in both models."
    why = "Its callers must hold the master key, which opens every function and the administration of the host."
    source = "Microsoft Learn, Work with access keys in Azure Functions"
    bad = script(HELLO.replace('route="hello"', 'route="hello", auth_level=func.AuthLevel.ADMIN'))
    good = script(HELLO.replace('route="hello"', 'route="hello", auth_level=func.AuthLevel.FUNCTION'))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, name, step in library_steps(project):
            argument = step.argument("auth_level")
            if argument and level(argument) == "ADMIN":
                message = f"callers of {name} need the master key of the app"
                yield self.at_node(project, path, argument.node, message)
        for register in project.decorated.registers:
            argument = register.call.get("http_auth_level")
            if argument and register.is_app and level(argument) == "ADMIN":
                message = "callers of this app need its master key"
                yield self.at_node(project, register.path, argument.node, message)
        for function in project.folders:
            trigger = function.trigger
            if trigger and legacy_level(trigger) == "ADMIN":
                message = f"callers of {function.name} need the master key of the app"
                yield self.at(project, function.json_path, (trigger.position, trigger.position), message)


class WebAppLevel(Rule):
    code = "PYS806"
    name = "web-app-level"
    severity = "warning"
    message = "A WSGI or ASGI function app does not say its authorization level"
    what = "Checks for Wsgi- and AsgiFunctionApp without `http_auth_level`."
    why = "The default is FUNCTION: every URL of the framework needs a key. Say which level is meant."
    source = "azure-functions, ExternalHttpFunctionApp"
    bad = {"function_app.py": WSGI.replace(", http_auth_level=func.AuthLevel.FUNCTION", ""), "host.json": NO_PREFIX}
    good = {"function_app.py": WSGI, "host.json": NO_PREFIX}
    default = False

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for register in project.decorated.registers:
            if self._is_silent(register) and not project.is_test(register.path):
                message = f"{register.kind} without http_auth_level: every URL needs a function key"
                yield self.at_node(project, register.path, register.call.node, message)

    def _is_silent(self, register: Register) -> bool:
        silent = register.call.complete and register.call.get("http_auth_level") is None
        return register.hosts_web_app and not register.custom and silent


class WeakerThanLegacy(Rule):
    code = "PYS807"
    name = "weaker-than-legacy"
    severity = "warning"
    message = "A migrated HTTP function is easier to call than its function folder says"
    what = (
        "Checks HTTP functions of the script against the function folder of the same name that is still there: "
        "`anonymous` is weaker than `function`, and that is weaker than `admin`. A level that is left out is the app's "
        "in the decorator model, and `function` in `function.json` or where the app says none. Levels that are not "
        "known without running the code are not compared."
    )
    why = (
        "The worker loads the script only, so that its level counts: an endpoint that needed a key opens to everyone "
        "who knows the URL, without an error. Say the old level, or delete the folder if the new one is meant."
    )
    source = "azure-functions, FunctionRegister.get_functions; Microsoft Learn, HTTP trigger, configuration"
    bad = script(HELLO.replace('route="hello"', 'route="hello", auth_level=func.AuthLevel.ANONYMOUS')) | {
        "hello/function.json": HTTP_FUNCTION_JSON,
        "hello/__init__.py": HTTP_SCRIPT,
    }
    good = script(HELLO.replace('route="hello"', 'route="hello", auth_level=func.AuthLevel.FUNCTION'))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        legacy = {
            function.name.lower(): old for function in project.app.functions if (old := legacy_level(function.trigger))
        }
        app = project.decorated.app
        for function in project.decorated.indexed if app and legacy else ():
            old = legacy.get((function.name or "").lower())
            step = next((step for step in function.library_steps if step.method == "route"), None)
            if app is None or old is None or step is None or step.call is None or function.conditional:
                continue
            if step.register is None or step.register.custom:
                continue
            own = step.argument("auth_level")
            inherits = own is None or own.value is None
            new = _inherited_level(app) if inherits and step.call.complete else level(own)
            if new in LEVELS and LEVELS.index(new) < LEVELS.index(old):
                says = "inherits" if inherits else "says"
                message = f"{function.name} {says} {new}, its function.json {old}; only the script counts"
                node = step.node if own is None else own.keyword or own.node
                yield self.at_node(project, function.module, node, message)


def legacy_level(trigger: Binding | None) -> str | None:
    """The level, in upper case, that the host reads from an HTTP trigger; None for other triggers and levels."""
    if trigger is None or trigger.type.lower() != "httptrigger":
        return None
    value = trigger.get("authLevel")
    text = "FUNCTION" if value is None else str(value).upper()
    return text if text in LEVELS else None


def _inherited_level(app: Register) -> str | None:
    """The level of functions that say none, or None if it cannot be known."""
    argument = app.call.get("http_auth_level")
    if app.custom or (argument is None and not app.call.complete):
        return None
    return level(argument) if argument else "FUNCTION"
