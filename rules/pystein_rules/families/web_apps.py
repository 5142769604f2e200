"""Web frameworks inside function apps."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.decorators.app import Register
from pystein_migrate.decorators.static_values import Created
from pystein_migrate.settings.host_json import PATH as HOST
from pystein_migrate.settings.host_json import route_prefix
from pystein_migrate.text.jsonc_edit import replace_value
from pystein_rules.base import Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import FLASK_HEAD, HELLO, NO_PREFIX, WSGI
from pystein_rules.frameworks import WEB_FRAMEWORKS, web_app
from pystein_rules.functions import title
from pystein_rules.project import Project


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
        if route_prefix(project.app) == "":
            return
        extensions, http = file.document.below("extensions"), file.document.below("extensions", "http")
        prefix = file.document.below("extensions", "http", "routePrefix")
        if prefix is not None:
            edits = file.edits(replace_value(prefix, ""))
        elif http is not None and http.members is not None:
            edits = file.addition(http, "routePrefix", "")
        elif extensions is not None and extensions.members is not None:
            edits = file.addition(extensions, "http", {"routePrefix": ""})
        else:
            edits = file.addition(file.document, "extensions", {"http": {"routePrefix": ""}})
        fix = one_fix("Set the route prefix to the empty string", "unsafe", *edits)
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
