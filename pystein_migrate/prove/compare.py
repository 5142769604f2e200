"""Whether the library's metadata of a function says to the host what its function.json said.

The host's equality: keys inside bindings and enumeration values are compared without case, null means absent, an absent
property means its default, the order of bindings and methods means nothing. Types are compared exactly, because the
worker looks converters up by exact type.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pystein_migrate.facts.catalogue import ENUMS, rows_in_any_case
from pystein_migrate.facts.dead_properties import is_read
from pystein_migrate.facts.timespan import timespan_seconds
from pystein_migrate.model.app import Binding, Function
from pystein_migrate.model.note import Position

# Read as enumerations by the host for every binding, and by the SQL extensions.
_ENUM_PROPERTIES = frozenset({"cardinality", "datatype"})
_ENUM_PROPERTIES_OF = {"httptrigger": {"authlevel"}, "sql": {"commandtype"}, "mysql": {"commandtype"}}
_EVERY_METHOD = frozenset(method.lower() for method in ENUMS["HttpMethod"])
_ALWAYS = ("type", "direction", "name")


def differences(
    function: Function, metadata: Mapping[str, Any], retry: Mapping[str, Any] | None, prefix: str = "api"
) -> list[str]:
    """What differs between ``function`` and the library's ``metadata`` and ``retry``; empty if they are the same.

    ``metadata`` is ``get_function_json()`` as a dict, ``prefix`` host.json's route prefix. Each difference is one
    sentence with both values.
    """
    indexed = [binding_of(raw) for raw in metadata.get("bindings", ())]
    before = {binding.name: canonical_binding(function.name, binding) for binding in function.bindings}
    after = {binding.name: canonical_binding(function.name, binding) for binding in indexed}
    found = [f'binding "{key}" is missing' for key in before.keys() - after.keys()]
    found += [f'binding "{key}" is new' for key in after.keys() - before.keys()]
    # The host tells names apart without case and refuses the function.
    counts = Counter(binding.name.lower() for binding in indexed)
    found += [f'{count} bindings are named "{name}"' for name, count in counts.items() if count > 1]
    for key in before.keys() & after.keys():
        found += _property_differences(key, before[key], _as_constructed(before[key], after[key], prefix))
    if canonical_retry(function.retry) != canonical_retry(retry):
        found.append(f"retry: {canonical_retry(function.retry)} became {canonical_retry(retry)}")
    return sorted(found)


def binding_of(raw: Mapping[str, Any]) -> Binding:
    """A raw binding of ``get_function_json()`` as a :class:`Binding`."""
    properties = {key: value for key, value in raw.items() if key not in _ALWAYS}
    kind, direction, name = (str(raw.get(key, "")) for key in _ALWAYS)
    return Binding(kind, direction.lower(), name, properties, Position(1, 1))


def canonical_binding(function_name: str, binding: Binding) -> dict[str, Any]:
    """All that the host reads of ``binding``, in one spelling, with what it assumes for absent properties.

    Properties that differ in case only stay apart, under the names that they have.
    """
    kind = "durableClient" if binding.type == "orchestrationClient" else binding.type
    http = kind.lower() == "httptrigger"
    enums = _enum_properties(kind, binding.direction)
    given = {
        key: value
        for key, value in binding.properties.items()
        if value is not None and _is_readable(key) and is_read(binding, key)
    }
    spellings = Counter(key.lower() for key in given)
    values: dict[str, Any] = {}
    for key, value in given.items():
        name = key.lower()
        plain = _methods(_without_nulls(value)) if http and name == "methods" else _canonical(value, name in enums)
        values[name if spellings[name] == 1 else key] = plain
    for key, value in _defaults(kind, binding.direction, values).items():
        absent = (None, "") if value == "AzureWebJobsStorage" else (None,)
        if values.get(key.lower()) in absent:
            values[key.lower()] = _canonical(value, key.lower() in enums)
    if http:
        values.setdefault("route", function_name)
    if not values.get("datatype") or values["datatype"] == "undefined":
        values.pop("datatype", None)
    return {"type": kind, "direction": binding.direction, **values}


def canonical_retry(policy: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """A retry policy in one spelling: strategy without case or underscores, intervals in seconds."""
    if not policy:
        return None
    given = {key.lower().replace("_", ""): value for key, value in policy.items() if value is not None}
    strategy = str(given.get("strategy") or "exponentialbackoff").lower().replace("_", "")
    names = ("delayinterval",) if strategy == "fixeddelay" else ("minimuminterval", "maximuminterval")
    return {
        "strategy": strategy,
        "maxRetryCount": _whole(given.get("maxretrycount")),
        **{name: _seconds(given.get(name)) for name in names},
    }


def _as_constructed(before: Mapping[str, Any], after: Mapping[str, Any], prefix: str) -> Mapping[str, Any]:
    """``after`` in the words of ``before`` where ``WsgiFunctionApp`` and ``AsgiFunctionApp`` have no others.

    They say ``/{*route}``, whose slash the host trims if no prefix stands before it, and list every method instead of
    none (library: ``_add_http_app``). Only TRACE and CONNECT are not among those, which no client sends to an app.
    """
    if before["type"] != "httpTrigger" or prefix.strip("/") or after.get("route") != "/{*route}":
        return after
    same = dict(after)
    if before.get("route") == "{*route}":
        same["route"] = "{*route}"
    if "methods" not in before and set(after.get("methods") or ()) >= _EVERY_METHOD:
        del same["methods"]
    return same


def _property_differences(key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    for name in sorted(before.keys() | after.keys()):
        if _as_json(before.get(name)) != _as_json(after.get(name)):
            yield f'"{name}" of binding "{key}": {before.get(name)!r} became {after.get(name)!r}'


def _as_json(value: Any) -> str:
    """``value`` as JSON, where true is not 1 and 1 is not 1.0."""
    return json.dumps(value, sort_keys=True, default=repr)


def _is_readable(key: str) -> bool:
    """Whether an extension could have a property of that name (words of C#: letters and digits)."""
    return key.isascii() and key.isalnum() and key[0].isalpha()


def _enum_properties(kind: str, direction: str) -> set[str]:
    """The properties (lower case) whose text the host or its extension compares without case."""
    named = {key.lower() for row in rows_in_any_case(kind, direction) for key in row.enums}
    return named | _ENUM_PROPERTIES | _ENUM_PROPERTIES_OF.get(kind.lower(), set())


def _methods(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(method, str) for method in value):
        return sorted({method.lower() for method in value})
    return value


def _canonical(value: Any, is_enum: bool) -> Any:
    return value.lower() if is_enum and isinstance(value, str) else _without_nulls(value)


def _without_nulls(value: Any) -> Any:
    """Null means absent in an object; in an array it takes a place."""
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return value


def _defaults(kind: str, direction: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    rows = rows_in_any_case(kind, direction)
    if not rows:
        return {}
    for row in rows:
        if any(prop.lower() in values for prop in row.required if prop != "connection"):
            return row.host_defaults
    return rows[0].host_defaults


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value) else value


def _seconds(value: Any) -> Any:
    total = timespan_seconds(value)
    return value if total is None else total
