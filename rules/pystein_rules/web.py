"""PYS4: HTTP routes, and web frameworks inside function apps."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pystein_migrate.decorators.app import UNKNOWN, DecoratedFunction, EnumMember, Register
from pystein_migrate.decorators.static_values import Created
from pystein_migrate.model.note import Position

from .arguments import library_steps
from .base import Proof, Rule, one_fix, replacing
from .decorators import title
from .diagnostics import Diagnostic, Edit, Fix
from .examples import HELLO, script
from .frameworks import WEB_FRAMEWORKS
from .json_edits import member_insertion
from .project import Project

HOST = "host.json"
FLASK_HEAD = "import azure.functions as func\nfrom flask import Flask\n\n"
WSGI = FLASK_HEAD + (
    "flask_app = Flask(__name__)\napp = func.WsgiFunctionApp(app=flask_app.wsgi_app, "
    "http_auth_level=func.AuthLevel.FUNCTION)\n"
)
NO_PREFIX = '{\n  "version": "2.0",\n  "extensions": {"http": {"routePrefix": ""}}\n}\n'
_LEVELS = ("FUNCTION", "ANONYMOUS", "ADMIN")


def web_app(project: Project) -> Register | None:
    """The app object if it hosts a WSGI or ASGI application."""
    app = project.decorated.app
    return app if app and app.kind in ("WsgiFunctionApp", "AsgiFunctionApp") else None


def route_prefix(project: Project) -> str | None:
    """The prefix of all routes as host.json says; None for the host's own, "api"."""
    file = project.json(HOST)
    node = file.document if file else None
    for key in ("extensions", "http", "routePrefix"):
        node = node.get_ignoring_case(key) if node else None
    return node.value if node and isinstance(node.value, str) else None


class WebAppRoutePrefix(Rule):
    code = "PYS401"
    name = "web-app-route-prefix"
    message = "A WSGI or ASGI function app needs an empty route prefix"
    what = 'Checks that `host.json` sets `extensions.http.routePrefix` to `""` beside a Wsgi- or AsgiFunctionApp.'
    why = (
        "Its only route is `/{*route}`. With the prefix, `api` unless set, the host does not start: `An error occurred "
        "while "
        "creating the route with name 'http_app_func' and template 'api//{*route}'`."
    )
    source = "azure-functions, ExternalHttpFunctionApp; azure-functions-python-worker issues 1310 and 1614"
    fix = "sometimes"
    fix_safety = "The prefix is set to the empty string. Unsafe, because the URLs of other HTTP functions change."
    bad = {"function_app.py": WSGI, HOST: '{\n  "version": "2.0"\n}\n'}
    good = {"function_app.py": WSGI, HOST: NO_PREFIX}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        app, file = web_app(project), project.json(HOST)
        if app is None or file is None or file.document is None or file.document.members is None:
            return
        if route_prefix(project) == "":
            return
        extensions = file.document.get_ignoring_case("extensions")
        http = extensions.get_ignoring_case("http") if extensions else None
        prefix = http.get_ignoring_case("routePrefix") if http else None
        if prefix is not None:
            edit = Edit(HOST, file.at(prefix.start), file.at(prefix.end), '""')
        elif http is not None and http.members is not None:
            edit = member_insertion(file, http, '"routePrefix": ""')
        elif extensions is not None and extensions.members is not None:
            edit = member_insertion(file, extensions, '"http": {"routePrefix": ""}')
        else:
            edit = member_insertion(file, file.document, '"extensions": {"http": {"routePrefix": ""}}')
        fix = one_fix("Set the route prefix to the empty string", "unsafe", edit)
        value = f'"{prefix.value}"' if prefix else '"api" (the default)'
        message = f"{app.kind} needs an empty routePrefix, not {value}"
        yield self.at_json(project, HOST, prefix or file.document, message, fix)


class WebAppBesideFunctions(Rule):
    code = "PYS402"
    name = "http-function-beside-web-app"
    severity = "warning"
    message = "An HTTP function competes with the catch-all route of a web framework"
    what = "Checks for HTTP functions and blueprints beside a Wsgi- or AsgiFunctionApp."
    why = "`/{*route}` takes every path: requests for the function can end in the framework's own 404."
    source = "azure-functions-durable-python issue 450"
    bad = {"function_app.py": WSGI + "\n\n" + HELLO, HOST: NO_PREFIX}
    good = {"function_app.py": WSGI, HOST: NO_PREFIX}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        if web_app(project) is None:
            return
        for function in project.decorated.indexed:
            trigger = function.trigger()
            if trigger and trigger.type == "httpTrigger":
                message = f"{title(function)} competes with the catch-all route of the web app"
                yield self.at_node(project, function.anchor_path, function.anchor, message)


class WebAppWithoutFunctionApp(Rule):
    code = "PYS403"
    name = "web-app-without-function-app"
    message = "The script has a web application but no function app"
    what = (
        "Checks for `app = Flask(...)`, or another framework's object, in a script that binds no function app at its "
        "end."
    )
    why = (
        "The worker does not know web frameworks: `ValueError: Could not find top level function app instances in "
        "function_app.py.` Often the name `app` was meant for both."
    )
    source = "azure-functions-runtime, loader.index_function_app; flask-app-on-azure-functions issue 5"
    bad = {"function_app.py": FLASK_HEAD + "app = func.FunctionApp()\napp = Flask(__name__)\n"}
    good = {"function_app.py": WSGI, HOST: NO_PREFIX}

    def check(self, project: Project) -> Iterator[Diagnostic]:
        facts = project.decorated.modules.get(project.script_name)
        if facts is None or facts.open or project.decorated.apps:
            return
        for name, value in facts.names.items():
            if isinstance(value, Created) and value.callee in WEB_FRAMEWORKS and value.path == facts.path:
                lost = any(b.name == name and isinstance(b.value, Register) for b in facts.history)
                kind = value.callee.rpartition(".")[2]
                message = f'"{name}" is a {kind} application' + (" and replaces the function app" if lost else "")
                yield self.at_node(project, facts.path, value.node, f"{message}; the worker finds no function app")


class FlaskStyleRoute(Rule):
    code = "PYS404"
    name = "flask-style-route"
    severity = "warning"
    message = "A route is written as for Flask"
    what = "Checks routes for a leading slash (unless `host.json` has an empty prefix) and for `<name>` parameters."
    why = (
        "A leading slash doubles the one after the prefix, and the host refuses a template with `//`. `<name>` is "
        "literal "
        "text; a parameter is `{name}`."
    )
    source = "azure-functions-host, HTTP routing; azure-functions-python-worker issue 1310"
    fix = "sometimes"
    fix_safety = "The slash is removed, which is safe. `<name>` becomes `{name}`, which is unsafe: it starts to match."
    bad = script(HELLO.replace('"hello"', '"/hello"', 1))
    good = script()

    def check(self, project: Project) -> Iterator[Diagnostic]:
        has_prefix = route_prefix(project) != ""
        for path, _, step in library_steps(project):
            argument = step.argument("route")
            if argument is None or not argument.text or step.method not in ("route", "generic_trigger"):
                continue
            literal = isinstance(argument.node, ast.Constant)
            if argument.text.startswith("/") and has_prefix:
                yield self._found(project, path, argument.node, "a route has no leading slash",
                                  argument.text.lstrip("/") if literal else None, "safe")  # fmt: skip
            elif re.search(r"<(?:\w+:)?\w+>", argument.text):
                proper = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", argument.text)
                proper = re.sub(r"<int:(\w+)>", r"{\1:int}", argument.text) if "<int:" in argument.text else proper
                yield self._found(project, path, argument.node, "<name> is literal text here; a parameter is {name}",
                                  proper if literal else None, "unsafe")  # fmt: skip

    def _found(
        self, project: Project, path: str, node: ast.expr, message: str, proper: str | None, applicability: Any
    ) -> Diagnostic:
        file = project.python(path)
        fix = None
        if proper is not None and file:
            quote = file.segment(node)[:1]
            if quote in "\"'":
                edit = replacing(project, path, node, f"{quote}{proper}{quote}")
                fix = one_fix(f'Write "{proper}"', applicability, edit)
        return self.at_node(project, path, node, message, fix)


@dataclass(frozen=True, slots=True)
class _Route:
    title: str
    template: str
    methods: frozenset[str] | None
    at: tuple[str, ast.expr | None, Position | None]

    def overlaps(self, other: _Route) -> bool:
        """Whether one request can match both."""
        if self.template != other.template:
            return False
        return self.methods is None or other.methods is None or bool(self.methods & other.methods)


class DuplicateRoute(Rule):
    code = "PYS405"
    name = "duplicate-route"
    message = "Two HTTP functions have the same route and method"
    what = "Checks routes of both models; they are compared without case, parameters by their place."
    why = "The host cannot tell the functions apart: one of them never gets a request, or both answer with an error."
    source = "azure-functions-host, HTTP routing"
    bad = script(HELLO + "\n\n" + HELLO.replace("def hello", "def again"))
    good = script(HELLO + "\n\n" + HELLO.replace("hello", "again"))

    def check(self, project: Project) -> Iterator[Diagnostic]:
        seen: list[_Route] = []
        for route in self._routes(project):
            first = next((known for known in seen if known.overlaps(route)), None)
            if first is None:
                seen.append(route)
                continue
            message = f"{route.title} has the same route as {first.title}"
            path, node, position = route.at
            if node is not None:
                yield self.at_node(project, path, node, message)
            elif position is not None:
                yield self.at(project, path, (position, position), message)

    def _routes(self, project: Project) -> Iterator[_Route]:
        for function in project.decorated.indexed:
            route = _decorated_route(function)
            if route:
                yield route
        for legacy in () if project.app.has_script else project.app.functions:
            trigger = legacy.trigger
            if trigger is None or legacy.dead or trigger.type.lower() != "httptrigger":
                continue
            text, methods = trigger.get("route"), trigger.get("methods")
            template = _normal(text if isinstance(text, str) and text else legacy.name)
            known = frozenset(str(m).upper() for m in methods) if isinstance(methods, list) and methods else None
            if text != "":
                yield _Route(legacy.name, template, known, (legacy.json_path, None, trigger.position))


def _decorated_route(function: DecoratedFunction) -> _Route | None:
    trigger = function.trigger()
    step = trigger.step if trigger else None
    if trigger is None or step is None or trigger.type != "httpTrigger" or step.call is None or not step.call.complete:
        return None
    if function.conditional or function.name is None:
        return None
    route, methods = step.argument("route"), step.argument("methods")
    text = function.name if route is None or route.value is None else route.text
    allowed = _methods(methods.value if methods else None)
    if text is None or allowed is UNKNOWN:
        return None
    return _Route(title(function), _normal(text), allowed, (function.module, step.node, None))


def _methods(value: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, list):
        return UNKNOWN
    names = [item.member if isinstance(item, EnumMember) else item for item in value]
    return frozenset(str(name).upper() for name in names) or None


def _normal(template: str) -> str:
    return re.sub(r"\{\w+\??\}", "{}", template.strip("/").lower())


class CamelCaseAuthLevel(Rule):
    code = "PYS406"
    name = "camel-case-auth-level"
    severity = "warning"
    message = "A generic HTTP trigger loses its authorization level"
    what = 'Checks `generic_trigger(type="httpTrigger")` for `authLevel`.'
    why = (
        "The library overwrites `authLevel` with the level of the app; only `auth_level` is kept. In an app with "
        "ANONYMOUS, "
        "the function's key check silently disappears."
    )
    source = "azure-functions, FunctionBuilder._validate_function"
    fix = "always"
    fix_safety = "The keyword becomes `auth_level`; that is safe, it is what was asked for."
    bad = script(
        "@app.generic_trigger(arg_name='req', type='httpTrigger', authLevel='function')\ndef hello(req) -> None:\n    "
        "pass\n"
    )
    good = script(
        "@app.generic_trigger(arg_name='req', type='httpTrigger', auth_level='function')\ndef hello(req) -> None:\n    "
        "pass\n"
    )

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for path, name, step in library_steps(project):
            kind = step.text("type") if step.method == "generic_trigger" else None
            argument = step.argument("authLevel")
            file = project.python(path)
            if (
                kind is None
                or kind.lower() != "httptrigger"
                or argument is None
                or argument.keyword is None
                or not file
            ):
                continue
            fix = one_fix("Write auth_level", "safe", keyword_edit(project, path, argument.keyword, "auth_level"))
            message = f"{name} loses its authLevel; the library keeps only auth_level"
            yield self.at_node(project, path, argument.keyword, message, fix)


def keyword_edit(project: Project, path: str, keyword: ast.keyword, name: str) -> Edit:
    """The edit that writes the name of a keyword argument anew."""
    file = project.python(path)
    if file is None or keyword.arg is None:
        raise LookupError(path)
    start = file.start(keyword)
    return Edit(path, start, Position(start.line, start.column + len(keyword.arg)), name)


class LowerCaseAuthLevel(Rule):
    code = "PYS407"
    name = "lower-case-app-auth-level"
    message = "The authorization level of the app is not spelled in upper case"
    what = "Checks `http_auth_level` of apps given as a string."
    why = "Unlike `auth_level` of a route it is not converted: `KeyError: 'anonymous'`. The whole app fails."
    source = "azure-functions, HttpFunctionsAuthLevelMixin"
    fix = "sometimes"
    fix_safety = "The string is written in upper case; that is safe."
    bad = {
        "function_app.py": script()["function_app.py"].replace(
            "FunctionApp()", 'FunctionApp(http_auth_level="function")'
        )
    }
    good = {
        "function_app.py": script()["function_app.py"].replace(
            "FunctionApp()", 'FunctionApp(http_auth_level="FUNCTION")'
        )
    }
    proof = Proof("index", "KeyError: 'function'")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for register in project.decorated.registers:
            argument = register.call.get("http_auth_level")
            text = argument.text if argument else None
            if argument is None or text is None or not register.is_app or register.custom or text in _LEVELS:
                continue
            fix: Fix | None = None
            if text.upper() in _LEVELS and isinstance(argument.node, ast.Constant):
                edit = replacing(project, register.path, argument.node, f'"{text.upper()}"')
                fix = one_fix("Write it in upper case", "safe", edit)
            message = f'"{text}" is no authorization level of an app; allowed are {", ".join(_LEVELS)}'
            yield self.at_node(project, register.path, argument.node, message, fix)


RULES: tuple[Rule, ...] = (
    WebAppRoutePrefix(),
    WebAppBesideFunctions(),
    WebAppWithoutFunctionApp(),
    FlaskStyleRoute(),
    DuplicateRoute(),
    CamelCaseAuthLevel(),
    LowerCaseAuthLevel(),
)
