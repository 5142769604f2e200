"""An app whose only HTTP function hands every request on to a WSGI or ASGI application."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

import libcst as cst

from pystein_migrate.model.options import Layout
from pystein_migrate.python.expressions import called_name, root_name
from pystein_migrate.python.meanings import Meanings, OwnName, assigned_once
from pystein_migrate.python.scopes import module_scope, only_definition

from .base import Codemod, Example, Findings, Subject
from .nodes import dotted, keyword, on_lines
from .rewriting import removed
from .web_function import WebFunction

# A middleware object remembers what was written to wsgi.errors, and fails every later request because of it; the
# context's folder becomes that of the library.
_KEPT_FOR_WSGI = (b"wsgi.errors", b"wsgi_errors_stream", b"function_directory")
_LIFESPAN = (b"lifespan", b"on_event", b"on_startup", b"on_shutdown", b"add_event_handler", b"function_directory")
_ASGI_FRAMEWORKS = frozenset({"FastAPI", "Starlette"})

_BEFORE = """\
import azure.functions as func
from shop import site

app = func.FunctionApp()


@app.function_name(name="Site")
@app.route(route="{*route}")
def site_function(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return func.WsgiMiddleware(site.application).handle(req, context)
"""
_AFTER = """\
import azure.functions as func
from shop import site

app = func.WsgiFunctionApp(app=site.application, function_name="Site")
"""


class HandOverToWebApp(Codemod):
    """Lets ``func.WsgiFunctionApp`` or ``func.AsgiFunctionApp`` register the function that hands on every request.

    They register it by themselves (library: ``_add_http_app``). They serve ``/{*route}`` with every method the library
    knows, keep one middleware for all requests, pass the context on, and run an ASGI application's lifespan. Only a
    function that amounts to the same gives way to them, and only in an app that has no other HTTP function and no
    route prefix; an ordinary function that calls the middleware is always right.
    """

    name = "hand-over-to-web-app"
    layouts: ClassVar[frozenset[Layout]] = frozenset({"single"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(_BEFORE, _AFTER, "function_app.py", {"web_function": WebFunction("Site", "site_function")}),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the file has the app's only HTTP function, and a middleware."""
        return subject.web_function is not None and "Middleware" in subject.source.text

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """The constructor stands where the app was made, or where the function was if it needs the script's code."""
        handing = _handing_on(subject)
        if handing is None or subject.web_function is None:
            return
        constructor = _constructor(subject.web_function, handing.kind, _path(handing.application))
        line = cst.SimpleStatementLine([constructor], _docstring_as_comment(handing.function))
        at, other = (handing.created, handing.function) if handing.imported else (handing.function, handing.created)
        findings.want(cls, at, lambda updated: line)
        for node in (other, *handing.holders):
            findings.want(cls, node, removed)


def constructor_stub(subject: Subject) -> str | None:
    """The constructor's statement with an application that needs none of the user's code, for the proof.

    None unless the function does nothing but pass request and context on, and what it passes them to is understood.
    """
    handing = _handing_on(subject)
    if handing is None or subject.web_function is None:
        return None
    application = cst.Lambda(cst.Parameters(star_arg=cst.Param(cst.Name("_"))), cst.Name("None"))
    return _code(_constructor(subject.web_function, handing.kind, application))


# What the function does

_Kind = Literal["Wsgi", "Asgi"]


@dataclass(frozen=True, slots=True)
class _HandingOn:
    """``function`` hands requests on to ``application``, which is ``imported`` or made in the script.

    ``created`` makes the app object; ``holders`` are the assignments of a middleware that the function only uses.
    """

    kind: _Kind
    application: ast.expr
    function: ast.FunctionDef | ast.AsyncFunctionDef
    created: ast.Assign
    holders: Sequence[ast.Assign]
    imported: bool


def _handing_on(subject: Subject) -> _HandingOn | None:
    return _Reading(subject, subject.web_function).run() if subject.web_function is not None else None


class _Reading:
    def __init__(self, subject: Subject, function: WebFunction) -> None:
        self.source = subject.source
        self.modules = subject.modules
        self.scope = module_scope(subject.source)
        self.web = function

    def run(self) -> _HandingOn | None:
        function, created = self.definition(self.web.python_name), self.assignment(self.web.app_name)
        if function is None or created is None or "#" in self.source.segment(function):
            return None
        middleware = self.passed_on(function)
        if middleware is None:
            return None
        made, holders = self.looked_through(middleware)
        kind = self.kind(made)
        if kind is None or not isinstance(made, ast.Call) or not self.fits(kind, function):
            return None
        application = made.args[0]
        imported = all(bound.kind == "import" and bound.top_level for bound in self.scope.bound[root_name(application)])
        if not self.is_safe(kind, application) or not (imported or self.is_used_only_by(function, created)):
            return None
        return _HandingOn(kind, application, function, created, holders, imported)

    def definition(self, name: str) -> ast.FunctionDef | ast.AsyncFunctionDef | None:
        node = only_definition(self.source, name)
        alone = len(self.scope.references.get(name, ())) == 1
        return node if alone and not isinstance(node, ast.ClassDef) else None

    def assignment(self, name: str) -> ast.Assign | None:
        bounds = self.scope.bound.get(name, ())
        node = self.source.parents[bounds[0].node] if len(bounds) == 1 and bounds[0].top_level else None
        return node if isinstance(node, ast.Assign) and len(node.targets) == 1 else None

    def passed_on(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.expr | None:
        """The middleware to whose method the function passes request and context, doing nothing else."""
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        parameters = [argument.arg for argument in node.args.args]
        generated = all(ast.unparse(d).startswith(f"{self.web.app_name}.") for d in node.decorator_list)
        if len(body) != 1 or parameters != ["req", "context"] or node.args.defaults or not generated:
            return None
        call = _returned(body[0])
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.keywords:
            return None
        passed = [getattr(argument, "id", "") for argument in call.args]
        return call.func.value if passed == parameters else None

    def fits(self, kind: _Kind, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
        """Whether the function calls the method that a middleware of ``kind`` has, and awaits it if it has to."""
        call, is_async = _returned(node.body[-1]), kind == "Asgi"
        method = "handle_async" if is_async else "handle"
        awaited = isinstance(node.body[-1], ast.Return) and isinstance(node.body[-1].value, ast.Await)
        called = isinstance(call, ast.Call) and called_name(call) == method
        return called and awaited == is_async == isinstance(node, ast.AsyncFunctionDef)

    def looked_through(self, node: ast.expr) -> tuple[ast.expr, Sequence[ast.Assign]]:
        """The expression that makes the middleware; a top-level name for it is looked through."""
        if isinstance(node, ast.Name):
            holder = self.assignment(node.id)
            if holder is not None and len(self.scope.references.get(node.id, ())) == 2:
                return holder.value, (holder,)
        return node, ()

    def kind(self, made: ast.expr) -> _Kind | None:
        if not isinstance(made, ast.Call) or len(made.args) != 1 or made.keywords:
            return None
        if root_name(made.args[0]) not in self.scope.bound:
            return None
        kinds: dict[str, _Kind] = {f"{self.web.library}.{kind}Middleware": kind for kind in ("Wsgi", "Asgi")}
        return kinds.get(ast.unparse(made.func))

    def is_used_only_by(self, function: ast.AST, created: ast.Assign) -> bool:
        """Whether nothing but ``function`` uses the app object, so that it can be made below the application."""
        known = {*ast.walk(function), created.targets[0]}
        return all(reference.node in known for reference in self.scope.references.get(self.web.app_name, ()))

    def is_safe(self, kind: _Kind, application: ast.expr) -> bool:
        if self.modules.mention(_KEPT_FOR_WSGI if kind == "Wsgi" else _LIFESPAN):
            return False
        return kind == "Wsgi" or self.is_known_framework(application)

    def is_known_framework(self, application: ast.expr) -> bool:
        """Whether the ASGI application is made by a framework that answers the lifespan protocol."""
        meaning = Meanings(self.modules, certain=True).of(self.source, application)
        if not isinstance(meaning, OwnName):
            return False
        there = self.source if meaning.path == self.source.path else self.modules.source(meaning.path)
        made = assigned_once(there, meaning.name) if there is not None else None
        return isinstance(made, ast.Call) and called_name(made) in _ASGI_FRAMEWORKS


def _returned(node: ast.stmt) -> ast.expr | None:
    value = node.value if isinstance(node, ast.Return) else None
    return value.value if isinstance(value, ast.Await) else value


# Building


def _constructor(function: WebFunction, kind: _Kind, application: cst.BaseExpression) -> cst.Assign:
    """The statement that makes the app object, on one line if it fits."""
    style, library = function.style, function.library
    arguments = [keyword("app", application)]
    if function.level != "FUNCTION":
        arguments.append(keyword("http_auth_level", dotted(f"{library}.AuthLevel.{function.level}")))
    if function.name != "http_app_func":
        arguments.append(keyword("function_name", cst.SimpleString(f"{style.quote}{function.name}{style.quote}")))
    call = cst.Call(dotted(f"{library}.{kind}FunctionApp"), arguments)
    statement = cst.Assign([cst.AssignTarget(cst.Name(function.app_name))], call)
    fits = len(_code(statement)) <= style.line_length
    return statement if fits else statement.with_changes(value=on_lines(call, style.indent))


def _path(node: ast.expr) -> cst.BaseExpression:
    return dotted(ast.unparse(node))


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)


def _docstring_as_comment(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[cst.EmptyLine]:
    lines = (ast.get_docstring(node) or "").splitlines()
    return [cst.EmptyLine(comment=cst.Comment(f"# {line}".rstrip())) for line in lines]
