"""The oldest azure-functions release that has every name that a decorator-model app uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from packaging.version import Version

from pystein_migrate.facts import releases, spellings
from pystein_migrate.facts.catalogue import ROWS, Row

from .names import UNKNOWN, AppClass, AppObject
from .project import Module, Project

_TRIGGER_ONLY_CLASSES: Final = frozenset({"WsgiFunctionApp", "AsgiFunctionApp"})


def _rows_by_name() -> Mapping[str, list[Row]]:
    names: dict[str, list[Row]] = {}
    for row in ROWS:
        if not row.generic:
            names.setdefault(row.decorator, []).append(row)
    return MappingProxyType(names)


_ROWS: Final = _rows_by_name()


def required_version(project: Project) -> Version:
    """The release that the decorators, their arguments and the app classes in the project need."""
    found = [version for module in project.modules() for version in _of_module(project, module)]
    return max(found, default=releases.FIRST)


def _of_module(project: Project, module: Module) -> Iterator[Version]:
    for site in module.sites:
        call = site.node if isinstance(site.node, ast.Call) else None
        callee = project.names.value(call.func, site.scope) if call else UNKNOWN
        if call and isinstance(callee, AppClass):
            yield _of_constructor(callee, call)
        attribute = site.node.func if isinstance(site.node, ast.Call) else site.node
        app = project.app_object(site)
        if app and isinstance(attribute, ast.Attribute):
            yield from _of_decorator(app, attribute.attr, call)


def _of_constructor(cls: AppClass, call: ast.Call) -> Version:
    if cls.name != "FunctionApp" or cls.subclass:
        return releases.GENERALLY_AVAILABLE
    given = {keyword.arg for keyword in call.keywords}
    return releases.HTTP_AUTH_LEVEL if "http_auth_level" in given else releases.FIRST


def _of_decorator(app: AppObject, name: str, call: ast.Call | None) -> Iterator[Version]:
    given = {keyword.arg or "" for keyword in call.keywords} if call else set()
    if given & set(spellings.ROUTE_DATA_TYPES.values()):
        yield releases.HTTP_AUTH_LEVEL
    if name in spellings.PLAIN_DECORATORS:
        yield Version(spellings.PLAIN_DECORATORS[name])
    elif name in spellings.PREVIEW_ONLY:
        yield _preview_since(spellings.PREVIEW_ONLY[name], name)
    elif name in spellings.COSMOS_SHARED and given & spellings.cosmos_v3_words(spellings.COSMOS_SHARED[name]):
        yield _preview_since(spellings.COSMOS_SHARED[name], name)
    else:
        for row in _ROWS.get(name, ()):
            yield Version(row.since)
            yield from (Version(since) for param, since in row.param_since.items() if param in given)
    outputs = any(not row.is_trigger for row in _ROWS.get(name, ())) and name != "route"
    if app.cls.name in _TRIGGER_ONLY_CLASSES and (outputs or name == "retry"):
        yield releases.HTTP_APP_BINDINGS


def _preview_since(row: Row, name: str) -> Version:
    series = min(series for series, known in row.preview.items() if known == name)
    return max(releases.FIRST, Version(f"{series}.0"))
