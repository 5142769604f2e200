"""HTTP functions that are a web application: they hand every request on to one through a middleware of the library."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from pystein_migrate.model.app import App, Function
from pystein_migrate.model.style import Style
from pystein_migrate.python.expressions import last_name
from pystein_migrate.python.source import Source
from pystein_migrate.settings.host_json import route_prefix

_CONSTRUCTORS = {"WsgiMiddleware": "WsgiFunctionApp", "AsgiMiddleware": "AsgiFunctionApp"}
_CATCH_ALL = frozenset({"{*route}", "/{*route}"})


@dataclass(frozen=True, slots=True)
class WebFunction:
    """The only HTTP function of an app, which gets every request, as the generated script has it.

    ``python_name`` is what its definition is called, ``app_name`` the app object that registers it, ``library`` the
    name of azure.functions, ``level`` the app's authorization level, upper case.
    """

    name: str
    python_name: str
    app_name: str = "app"
    library: str = "func"
    level: str = "FUNCTION"
    style: Style = field(default_factory=Style)


def middleware_use(source: Source) -> tuple[str, ast.expr] | None:
    """The constructor that stands for the middleware which ``source`` uses, and where it does; None if it uses none."""
    for node in source.nodes_of(ast.Attribute, ast.Name):
        if last_name(node) in _CONSTRUCTORS:
            return _CONSTRUCTORS[last_name(node)], node
    return None


def may_hand_over(app: App, functions: Sequence[Function]) -> Function | None:
    """The one HTTP function of ``app`` if function.json and host.json leave everything to a web application."""
    http = [f for f in functions if f.trigger is not None and f.trigger.type.lower() == "httptrigger"]
    if len(http) != 1 or http[0].retry or (route_prefix(app) or "").strip("/"):
        return None
    (function,) = http
    outputs = [binding for binding in function.bindings if not binding.is_trigger]
    trigger = function.trigger
    plain = [(each.type, each.name, dict(each.properties)) for each in outputs] == [("http", "$return", {})]
    if trigger is None or not plain or trigger.get("route") not in _CATCH_ALL:
        return None
    known = {"route", "methods", "authlevel"}
    return function if {key.lower() for key in trigger.properties} <= known else None
