"""The oldest azure-functions release that has every name that a decorator-model app uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from packaging.version import Version

from pystein_migrate.facts import releases, spellings
from pystein_migrate.facts.catalogue import Row

from .app import DecoratedApp, Mention, Register, rows_of_decorator

_TRIGGER_ONLY_CLASSES: Final = frozenset({"WsgiFunctionApp", "AsgiFunctionApp"})


def required_version(app: DecoratedApp) -> Version:
    """The release that the decorators, their arguments and the app classes of an app need."""
    found = [_of_register(register) for register in app.everywhere.made]
    found += [version for mention in app.everywhere.mentions for version in _of_mention(mention)]
    return max(found, default=releases.FIRST)


def _of_register(register: Register) -> Version:
    if register.kind != "FunctionApp" or register.custom:
        return releases.GENERALLY_AVAILABLE
    return releases.HTTP_AUTH_LEVEL if _given(register.call.node) & {"http_auth_level"} else releases.FIRST


def _of_mention(mention: Mention) -> Iterator[Version]:
    if mention.register is None:
        return
    name, given = mention.method, _given(mention.call)
    rows = [row for row in rows_of_decorator(name) if row.decorator == name]
    if given & set(spellings.ROUTE_DATA_TYPES.values()):
        yield releases.HTTP_AUTH_LEVEL
    if name in spellings.PLAIN_DECORATORS:
        yield Version(spellings.PLAIN_DECORATORS[name])
    elif name in spellings.PREVIEW_ONLY:
        yield _preview_since(spellings.PREVIEW_ONLY[name], name)
    elif name in spellings.COSMOS_SHARED and given & spellings.cosmos_v3_words(spellings.COSMOS_SHARED[name]):
        yield _preview_since(spellings.COSMOS_SHARED[name], name)
    else:
        for row in rows:
            yield Version(row.since)
            yield from (Version(since) for param, since in row.param_since.items() if param in given)
    outputs = any(not row.is_trigger for row in rows) and name != "route"
    if mention.register.kind in _TRIGGER_ONLY_CLASSES and (outputs or name == "retry"):
        yield releases.HTTP_APP_BINDINGS


def _given(call: ast.Call | None) -> set[str]:
    return {keyword.arg or "" for keyword in call.keywords} if call else set()


def _preview_since(row: Row, name: str) -> Version:
    series = min(series for series, known in row.preview.items() if known == name)
    return max(releases.FIRST, Version(f"{series}.0"))
