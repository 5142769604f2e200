"""The routes of HTTP functions in both models, and which of them the host cannot tell apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pystein_migrate.model.app import Function

from .app import UNKNOWN, DecoratedFunction, EnumMember


@dataclass(frozen=True, slots=True)
class Route:
    """A route below the prefix: ``template`` without what does not count, ``methods`` None where all are meant."""

    template: str
    methods: frozenset[str] | None

    def overlaps(self, other: Route) -> bool:
        """Whether one request can match both."""
        if self.template != other.template:
            return False
        return self.methods is None or other.methods is None or bool(self.methods & other.methods)


def legacy_route(function: Function) -> Route | None:
    """The route of a function with a function.json; None if it has none, or an empty one."""
    trigger = function.trigger
    if trigger is None or trigger.type.lower() != "httptrigger":
        return None
    text, methods = trigger.get("route"), trigger.get("methods")
    if text == "":
        return None
    known = frozenset(str(method).upper() for method in methods) if isinstance(methods, list) and methods else None
    return Route(_normal(text if isinstance(text, str) else function.name), known)


def decorated_route(function: DecoratedFunction) -> Route | None:
    """The route of a decorated function; None if it has none, or only running the app could tell it."""
    trigger = function.trigger()
    step = trigger.step if trigger else None
    if trigger is None or step is None or trigger.type != "httpTrigger" or step.call is None or not step.call.complete:
        return None
    if function.conditional or function.name is None:
        return None
    route, methods = step.argument("route"), step.argument("methods")
    text = function.name if route is None or route.value is None else route.text
    allowed = _methods(methods.value if methods else None)
    return None if text is None or allowed is UNKNOWN else Route(_normal(text), allowed)


def _methods(value: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, list):
        return UNKNOWN
    names = [item.member if isinstance(item, EnumMember) else item for item in value]
    return frozenset(str(name).upper() for name in names) or None


def _normal(template: str) -> str:
    return re.sub(r"\{\w+\??\}", "{}", template.strip("/").lower())
