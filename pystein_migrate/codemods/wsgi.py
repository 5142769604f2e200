"""An app whose only HTTP function hands every request on to a WSGI or ASGI application.

``func.WsgiFunctionApp`` and ``func.AsgiFunctionApp`` register that function by themselves (library: ``_add_http_app``).
They serve ``/{*route}`` with every method the library knows, keep one middleware for all requests, pass the context on,
and run an ASGI application's lifespan. Only a function that amounts to the same gives way to them; an ordinary function
that calls the middleware is always right.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pystein_migrate.model.app import App, Function
from pystein_migrate.model.style import Style
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source, removal
from pystein_migrate.settings.host_json import route_prefix
from pystein_migrate.text.edits import Edit, apply_edits

_MIDDLEWARES = {"WsgiMiddleware": "WsgiFunctionApp", "AsgiMiddleware": "AsgiFunctionApp"}
# A middleware object remembers what was written to wsgi.errors, and fails every later request because of it; the
# context's folder becomes that of the library.
_KEPT_FOR_WSGI = (b"wsgi.errors", b"wsgi_errors_stream", b"function_directory")
_LIFESPAN = (b"lifespan", b"on_event", b"on_startup", b"on_shutdown", b"add_event_handler", b"function_directory")
_ASGI_FRAMEWORKS = frozenset({"FastAPI", "Starlette"})
_CATCH_ALL = frozenset({"{*route}", "/{*route}"})


@dataclass(frozen=True, slots=True)
class HandedOver:
    """function_app.py with a constructor in place of the function; ``statement`` is that constructor's.

    ``stub`` is the same statement with an application that needs none of the user's code, for the proof.
    """

    text: str
    statement: str
    stub: str


def middleware_use(source: Source) -> tuple[str, ast.expr] | None:
    """The constructor that stands for the middleware which ``source`` uses, and where it does; None if it uses none."""
    for node in source.nodes:
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if name in _MIDDLEWARES and isinstance(node, ast.expr):
            return _MIDDLEWARES[name], node
    return None


def may_hand_over(app: App, functions: Sequence[Function]) -> Function | None:
    """The one HTTP function of ``app`` if function.json and host.json leave everything to a web application."""
    http = [f for f in functions if f.trigger is not None and f.trigger.type.lower() == "httptrigger"]
    if len(http) != 1 or http[0].retry or (route_prefix(app) or "").strip("/"):
        return None
    (function,) = http
    outputs = [binding for binding in function.bindings if not binding.is_trigger]
    trigger = function.trigger
    plain = len(outputs) == 1 and (outputs[0].type, outputs[0].name, dict(outputs[0].properties)) == (
        "http",
        "$return",
        {},
    )
    if trigger is None or not plain or trigger.get("route") not in _CATCH_ALL:
        return None
    known = {"route", "methods", "authlevel"}
    return function if {key.lower() for key in trigger.properties} <= known else None


def hand_over(
    text: str, library: str, app_name: str, function: Function, python_name: str, level: str, app: App, style: Style
) -> HandedOver | None:
    """The generated script ``text`` with ``WsgiFunctionApp`` or ``AsgiFunctionApp`` for ``function``.

    None unless ``python_name`` does nothing but pass request and context on, and what it passes them to is understood.
    """
    source = Source.read("function_app.py", text.encode())
    return _HandingOver(source, library, app_name, function, python_name, level, app, style).run()


class _HandingOver:
    def __init__(
        self,
        source: Source,
        library: str,
        app_name: str,
        function: Function,
        python_name: str,
        level: str,
        app: App,
        style: Style,
    ) -> None:
        self.source = source
        self.scope = module_scope(source)
        self.library = library
        self.app_name = app_name
        self.function = function
        self.python_name = python_name
        self.level = level
        self.app = app
        self.style = style

    def run(self) -> HandedOver | None:
        node, created = self.definition(self.python_name), self.assignment(self.app_name)
        call = self.passed_on(node) if node is not None else None
        if node is None or created is None or call is None or "#" in self.source.segment(node):
            return None
        kind, application, holder = call
        if not self.is_safe(kind, application):
            return None
        statement = self.statement(kind, self.source.segment(application))
        stub = self.statement(kind, "lambda *_: None", one_line=True)
        text = self.edited(node, created, holder, application, statement)
        return HandedOver(text, statement, stub) if text else None

    def definition(self, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        for node in self.source.tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
                return node if len(self.scope.references.get(name, ())) == 1 else None
        return None

    def assignment(self, name: str) -> ast.Assign | None:
        found = [
            node
            for node in self.source.tree.body
            if isinstance(node, ast.Assign)
            and len(node.targets) == 1
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id == name
        ]
        return found[0] if len(found) == 1 else None

    # What the function does

    def passed_on(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, ast.expr, ast.Assign | None] | None:
        """``Wsgi`` or ``Asgi``, the application, and the assignment of a middleware object at the top level."""
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        parameters = [argument.arg for argument in node.args.args]
        generated = all(ast.unparse(d).startswith(f"{self.app_name}.") for d in node.decorator_list)
        if len(body) != 1 or parameters != ["req", "context"] or node.args.defaults or not generated:
            return None
        value = body[0].value if isinstance(body[0], ast.Return) else None
        awaited = isinstance(value, ast.Await)
        call = value.value if isinstance(value, ast.Await) else value
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.keywords:
            return None
        if [getattr(argument, "id", "") for argument in call.args] != parameters:
            return None
        middleware, holder = self.middleware(call.func.value)
        found = self.application(middleware)
        if found is None:
            return None
        method, is_async = ("handle", False) if found[0] == "Wsgi" else ("handle_async", True)
        fits = call.func.attr == method and awaited == is_async == isinstance(node, ast.AsyncFunctionDef)
        return (*found, holder) if fits else None

    def middleware(self, node: ast.expr) -> tuple[ast.expr, ast.Assign | None]:
        """The expression that makes the middleware; a top-level name for it is looked through."""
        if isinstance(node, ast.Name):
            holder = self.assignment(node.id)
            if holder is not None and len(self.scope.references.get(node.id, ())) == 2:
                return holder.value, holder
        return node, None

    def application(self, node: ast.expr) -> tuple[str, ast.expr] | None:
        if not isinstance(node, ast.Call) or len(node.args) != 1 or node.keywords:
            return None
        for kind in ("Wsgi", "Asgi"):
            if ast.unparse(node.func) == f"{self.library}.{kind}Middleware":
                argument = node.args[0]
                return (kind, argument) if _root(argument) in self.scope.bound else None
        return None

    def is_safe(self, kind: str, application: ast.expr) -> bool:
        words = _KEPT_FOR_WSGI if kind == "Wsgi" else _LIFESPAN
        if any(word in data for data in self.app.modules().values() for word in words):
            return False
        return kind == "Wsgi" or self.is_known_framework(application)

    def is_known_framework(self, application: ast.expr) -> bool:
        """Whether the ASGI application is made by a framework that answers the lifespan protocol."""
        if not isinstance(application, ast.Name):
            return False
        found = self.assignment(application.id)
        if found is not None:
            return _made_by(found.value) in _ASGI_FRAMEWORKS
        imported = [
            (node.module or "", alias.name)
            for node in self.source.tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
            if (alias.asname or alias.name) == application.id
        ]
        return len(imported) == 1 and self.is_made_in(*imported[0])

    def is_made_in(self, module: str, name: str) -> bool:
        base = module.replace(".", "/")
        data = self.app.files.get(f"{base}/__init__.py") or self.app.files.get(f"{base}.py")
        if data is None:
            return False
        made = [
            _made_by(node.value)
            for node in ast.parse(data).body
            if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == name for target in node.targets)
        ]
        return len(made) == 1 and made[0] in _ASGI_FRAMEWORKS

    # The new text

    def statement(self, kind: str, application: str, *, one_line: bool = False) -> str:
        arguments = [f"app={application}"]
        if self.level != "FUNCTION":
            arguments.append(f"http_auth_level={self.library}.AuthLevel.{self.level}")
        if self.function.name != "http_app_func":
            quote = self.style.quote
            arguments.append(f"function_name={quote}{self.function.name}{quote}")
        line = f"{self.app_name} = {self.library}.{kind}FunctionApp({', '.join(arguments)})"
        if one_line or len(line) <= self.style.line_length:
            return line
        inner = "".join(f"{self.style.indent}{argument},\n" for argument in arguments)
        return f"{line.partition('(')[0]}(\n{inner})"

    def edited(
        self, node: ast.stmt, created: ast.Assign, holder: ast.Assign | None, application: ast.expr, statement: str
    ) -> str | None:
        """The constructor stands where the app was made, or where the function was if it needs the script's code."""
        root = _root(application)
        imported = all(bound.kind == "import" and bound.top_level for bound in self.scope.bound[root])
        start, end = self.source.start(node), self.source.end(node)
        comments = self.comment(node)
        edits = [removal(self.source, holder)] if holder else []
        if imported:
            edits.append(Edit(self.source.start(created), self.source.end(created), comments + statement))
            edits.append(Edit(start, end, ""))
        else:
            uses = [r.node for r in self.scope.references.get(self.app_name, ()) if r.node is not created.targets[0]]
            inside = {id(child) for child in ast.walk(node)}
            if any(id(use) not in inside for use in uses):
                return None
            edits.append(removal(self.source, created))
            edits.append(Edit(start, end, comments + statement))
        text = apply_edits(self.source.text, edits)
        return re.sub(r"\n{4,}", "\n\n\n", text).rstrip("\n") + "\n"

    def comment(self, node: ast.stmt) -> str:
        """The function's docstring as a comment."""
        docstring = ast.get_docstring(node)  # type: ignore[arg-type]
        return "".join(f"# {line}".rstrip() + "\n" for line in docstring.split("\n")) if docstring else ""


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _made_by(node: ast.expr) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
