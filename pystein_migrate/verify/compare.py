"""Whether the library's metadata of a function says to the host what its function.json said.

The host's equality: keys inside bindings and enumeration values are compared without case, null means absent, an absent
property means its default, the order of bindings and methods means nothing. Types are compared exactly, because the
worker looks converters up by exact type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pystein_migrate.app.model import Binding, Function
from pystein_migrate.bindings.catalogue import ROWS

_ENUM_PROPERTIES = frozenset(
    {
        "authlevel", "methods", "cardinality", "accessrights", "datatype", "protocol", "authenticationmode",
        "keydatatype", "oauthbearermethod", "commandtype",
    }
)  # fmt: skip
_ALWAYS = ("type", "direction", "name")


def differences(function: Function, metadata: Mapping[str, Any], retry: Mapping[str, Any] | None) -> list[str]:
    """What differs between ``function`` and the library's ``metadata`` and ``retry``; empty if they are the same.

    ``metadata`` is ``get_function_json()`` as a dict. Each difference is one sentence with both values.
    """
    before = {_key(binding): canonical_binding(function.name, binding) for binding in function.bindings}
    after = {}
    for raw in metadata.get("bindings", ()):
        binding = binding_of(raw)
        after[_key(binding)] = canonical_binding(function.name, binding)
    found = [f'binding "{key}" is missing' for key in before.keys() - after.keys()]
    found += [f'binding "{key}" is new' for key in after.keys() - before.keys()]
    for key in before.keys() & after.keys():
        found += _property_differences(key, before[key], after[key])
    if canonical_retry(function.retry) != canonical_retry(retry):
        found.append(f"retry: {canonical_retry(function.retry)} became {canonical_retry(retry)}")
    return sorted(found)


def binding_of(raw: Mapping[str, Any]) -> Binding:
    """A raw binding of ``get_function_json()`` as a :class:`Binding`."""
    from pystein_migrate.app.model import Position

    properties = {key: value for key, value in raw.items() if key not in _ALWAYS}
    return Binding(raw["type"], str(raw["direction"]).lower(), raw["name"], properties, Position(1, 1))


def canonical_binding(function_name: str, binding: Binding) -> dict[str, Any]:
    """All that the host reads of ``binding``, in one spelling, with what it assumes for absent properties."""
    values = {
        key.lower(): _canonical(key, value)
        for key, value in binding.properties.items()
        if value is not None and _is_readable(key)
    }
    kind = "durableClient" if binding.type == "orchestrationClient" else binding.type
    for key, value in _defaults(kind, binding.direction, values).items():
        absent = (None, "") if value == "AzureWebJobsStorage" else (None,)
        if values.get(key.lower()) in absent:
            values[key.lower()] = _canonical(key, value)
    if binding.type.lower() == "httptrigger":
        values.setdefault("route", function_name)
        if not values.get("methods"):
            values.pop("methods", None)
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


def _key(binding: Binding) -> str:
    return binding.name.lower()


def _property_differences(key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterable[str]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f'"{name}" of binding "{key}": {before.get(name)!r} became {after.get(name)!r}'


def _is_readable(key: str) -> bool:
    """Whether an extension could have a property of that name (they are identifiers of C#)."""
    return key.isidentifier() and key.isascii() and not key.startswith("_")


def _canonical(key: str, value: Any) -> Any:
    if key.lower() == "methods":
        methods = [value] if isinstance(value, str) else value
        return sorted({str(method).lower() for method in methods}) if isinstance(methods, list) else methods
    if key.lower() in _ENUM_PROPERTIES and isinstance(value, str):
        return value.lower()
    return _without_nulls(value)


def _without_nulls(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_nulls(item) for item in value if item is not None]
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    return value


def _defaults(kind: str, direction: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    rows = [row for row in ROWS if row.type == kind and row.direction == direction]
    if not rows:
        return {}
    for row in rows:
        if any(prop.lower() in values for prop in row.required if prop != "connection"):
            return row.host_defaults
    return rows[0].host_defaults


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.lstrip("-").isdigit() else value


def _seconds(value: Any) -> Any:
    parts = value.split(":") if isinstance(value, str) else []
    if len(parts) == 3 and all(part.isdigit() for part in parts):
        hours, minutes, seconds = map(int, parts)
        return hours * 3600 + minutes * 60 + seconds
    return value
