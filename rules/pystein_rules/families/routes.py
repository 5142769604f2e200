"""Routes of HTTP functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pystein_migrate.decorators.routes import Route, decorated_route, legacy_route
from pystein_migrate.model.note import Position
from pystein_migrate.settings.host_json import route_prefix
from pystein_rules.base import Rule, one_fix
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, script
from pystein_rules.functions import library_steps, title
from pystein_rules.project import Project
from pystein_rules.python_edits import replacing


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
        has_prefix = route_prefix(project.app) != ""
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
class _Routed:
    title: str
    route: Route
    at: tuple[str, ast.expr | None, Position | None]


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
        seen: list[_Routed] = []
        for routed in self._routes(project):
            first = next((known for known in seen if known.route.overlaps(routed.route)), None)
            if first is None:
                seen.append(routed)
                continue
            message = f"{routed.title} has the same route as {first.title}"
            path, node, position = routed.at
            if node is not None:
                yield self.at_node(project, path, node, message)
            elif position is not None:
                yield self.at(project, path, (position, position), message)

    def _routes(self, project: Project) -> Iterator[_Routed]:
        for function in project.decorated.indexed:
            route, trigger = decorated_route(function), function.trigger()
            if route and trigger and trigger.step:
                yield _Routed(title(function), route, (function.module, trigger.step.node, None))
        for legacy in project.folders:
            route, binding = legacy_route(legacy), legacy.trigger
            if route and binding and not legacy.dead:
                yield _Routed(legacy.name, route, (legacy.json_path, None, binding.position))
