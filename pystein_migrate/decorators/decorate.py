"""From the bindings of a function.json to the decorator calls that say the same to the host."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from packaging.version import Version

from pystein_migrate import notes
from pystein_migrate.facts import releases
from pystein_migrate.facts.catalogue import (
    ANY,
    DURABLE_TYPES,
    ENUMS,
    EXPORTED_ENUMS,
    NO_IMPLICIT_OUTPUT,
    Row,
    has_former_params,
    is_in_release,
    member_of,
    needed_release,
    rows_for,
)
from pystein_migrate.facts.timespan import worker_interval
from pystein_migrate.model.app import Binding, Function
from pystein_migrate.model.note import NoteKind

from .app import EnumMember

DURABLE_DECORATORS = frozenset({"orchestration_trigger", "activity_trigger", "entity_trigger", "durable_client_input"})
GENERIC_DECORATORS = frozenset({"generic_trigger", "generic_input_binding", "generic_output_binding"})
_WORD = re.compile(r"[a-zA-Z]+\d*")
_SNAKE = re.compile(r"([a-zA-Z]+\d*_|_+[a-zA-Z\d])\w*")
_PROPERTY = re.compile(r"[a-zA-Z][a-zA-Z0-9]*")  # what an extension, written in C#, calls its properties
_HTTP_ATTRIBUTES = {"authlevel": "auth_level", "route": "route"}
_TAKEN = frozenset({"self", "kwargs"})  # parameters of the library's own functions, which it leaves out


class InexpressibleError(Exception):
    """Something in a function.json that no decorator of the target version can say: ``kind`` of note, ``facts``."""

    def __init__(self, kind: NoteKind, **facts: str) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.facts: dict[str, Any] = facts


@dataclass(frozen=True, slots=True)
class DecoratorCall:
    """One decorator with its keyword arguments; values are JSON values or :class:`EnumMember`."""

    name: str
    arguments: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Decoration:
    """All decorators of one function from top to bottom, without ``function_name``.

    ``needs`` is the oldest azure-functions release that has them all, ``needed_by`` what of them no older one has, with
    its verb, as in "@app.retry needs" ("" where any has them). ``dropped`` lists properties (binding name,
    property) whose names no decorator can carry; no extension can read such names either.
    """

    calls: tuple[DecoratorCall, ...]
    needs: Version
    dropped: tuple[tuple[str, str], ...] = ()
    needed_by: str = ""

    @property
    def is_durable(self) -> bool:
        """Whether one of them belongs to Durable Functions, be it as a generic decorator."""
        return any(
            call.name in DURABLE_DECORATORS or dict(call.arguments).get("type") in DURABLE_TYPES for call in self.calls
        )


def auth_level(function: Function) -> str | None:
    """The effective authorization level of an HTTP function as function.json has it (host default "function").

    None for a function that HTTP does not start.
    """
    trigger = function.trigger
    if trigger is None or trigger.type.lower() != "httptrigger":
        return None
    return str(trigger.get("authLevel") or "function")


def app_auth_level(functions: Iterable[Function]) -> str:
    """The level (upper case) for ``FunctionApp(http_auth_level=…)``: what all HTTP functions share, else FUNCTION."""
    levels = {(auth_level(function) or "").upper() for function in functions if auth_level(function)}
    level = levels.pop() if len(levels) == 1 else "FUNCTION"
    return level if level in ENUMS["AuthLevel"] else "FUNCTION"


def decorate(function: Function, target: Version, app_level: str, durable: frozenset[str] = frozenset()) -> Decoration:
    """The decorators for ``function`` in azure-functions ``target``, in an app whose level is ``app_level``.

    ``durable`` names the bindings that may take the durable decorators, which change what the code receives; the others
    of these types stay generic. Raises :class:`InexpressibleError`.
    """
    return _Decorating(target, app_level, durable).all_of(function)


def typed_call(binding: Binding, target: Version) -> DecoratorCall | None:
    """The decorator of its own for ``binding``; None if only a generic one can say it in azure-functions ``target``."""
    call = _Decorating(target, "FUNCTION", frozenset({binding.name})).binding(binding)
    return None if call.name in GENERIC_DECORATORS else call


class _Decorating:
    def __init__(self, target: Version, app_level: str, durable: frozenset[str]) -> None:
        self.target = target
        self.app_level = app_level
        self.durable = durable
        self.needs = releases.FIRST
        self.needed_by = ""
        self.dropped: list[tuple[str, str]] = []

    def all_of(self, function: Function) -> Decoration:
        pairs = list(self.bindings(function))
        ordered = self.in_order(function, pairs)
        calls = [call for _, call in ordered]
        retry = self.retry(function.retry)
        if retry:
            innermost = calls and ordered[-1][0].name in self.durable
            calls.insert(len(calls) - 1 if innermost else len(calls), retry)
        return Decoration(tuple(calls), self.needs, tuple(self.dropped), self.needed_by)

    def bindings(self, function: Function) -> Iterator[tuple[Binding, DecoratorCall]]:
        route, http_output = self.route(function)
        for binding in function.bindings:
            if binding is http_output:
                continue
            if route and binding is function.trigger:
                yield binding, route
            else:
                yield binding, self.binding(binding)

    def in_order(
        self, function: Function, pairs: list[tuple[Binding, DecoratorCall]]
    ) -> list[tuple[Binding, DecoratorCall]]:
        """Trigger, inputs, outputs; but bottom-up as in function.json where the order decides the return value.

        The worker encodes the return value with the last implicit output it meets, and meets them in order of
        application. Durable decorators are innermost whatever else holds.
        """
        implicit = [binding for binding, _ in pairs if binding.type not in NO_IMPLICIT_OUTPUT]
        if len(implicit) > 1 and not any(binding.name == "$return" for binding in function.bindings):
            ordered = pairs[::-1]
        else:
            ranks = {binding.name: self.rank(binding) for binding, _ in pairs}
            ordered = sorted(pairs, key=lambda pair: ranks[pair[0].name])
        innermost = [pair for pair in ordered if pair[0].name in self.durable]
        return [pair for pair in ordered if pair[0].name not in self.durable] + innermost

    def rank(self, binding: Binding) -> int:
        if binding.is_trigger:
            return 0
        return 2 if binding.direction == "out" else 1

    # HTTP

    def route(self, function: Function) -> tuple[DecoratorCall | None, Binding | None]:
        """``@app.route`` with the http output that it always adds, if function.json has just one to match it.

        The route is written out where it is the function's name, too: renaming the function must not change an address.
        """
        trigger = function.trigger
        outputs = [binding for binding in function.bindings if binding.type == "http" and binding.direction == "out"]
        if trigger is None or trigger.type != "httpTrigger" or trigger.direction != "in" or len(outputs) != 1:
            return None, None
        (output,) = outputs
        if _has_twins(trigger) or _has_twins(output):
            return None, None
        row = next(rows_for("httpTrigger", "in"))
        arguments: list[tuple[str, Any]] = []
        extras: dict[str, Any] = {}
        for key, value in trigger.properties.items():
            name = next((known for known in row.params if known.lower() == key.lower()), None)
            if value is None:
                continue
            if name is None:
                self.add_extra(trigger, extras, key, value)
            elif name == "route":
                arguments.append(("route", value))
            elif name == "methods":
                if not _are_methods(value):
                    return None, None
                arguments.append(("methods", [method.upper() for method in value]))
            elif not self.add_auth_level(arguments, value):
                return None, None
        if trigger.get("route") is None:
            arguments.append(("route", function.name))
        if trigger.name != "req":
            arguments.append(("trigger_arg_name", trigger.name))
        if output.name != "$return":
            arguments.append(("binding_arg_name", output.name))
        if (auth_level(function) or "").upper() != self.app_level and not trigger.get("authLevel"):
            self.add_auth_level(arguments, "function")
        order = ("route", "methods", "auth_level", "trigger_arg_name", "binding_arg_name")
        arguments.sort(key=lambda pair: order.index(pair[0]))
        output_extras: dict[str, Any] = {}
        for key, value in output.properties.items():
            if value is not None:
                self.add_extra(output, output_extras, key, value)
        for parameter, fields in (("trigger_extra_fields", extras), ("binding_extra_fields", output_extras)):
            if fields:
                self.require(Version("1.11.0"), f'"{parameter}" of @app.route')
                arguments.append((parameter, fields))
        return DecoratorCall("route", tuple(arguments)), output

    def add_auth_level(self, arguments: list[tuple[str, Any]], value: Any) -> bool:
        """Add ``auth_level`` unless it is the app's; False if the library has no such level."""
        level = str(value).upper()
        if level not in ENUMS["AuthLevel"]:
            return False
        if level != self.app_level:
            arguments.append(("auth_level", EnumMember("AuthLevel", level)))
        return True

    def add_extra(self, binding: Binding, fields: dict[str, Any], key: str, value: Any) -> None:
        keyword = keyword_for(key)
        if keyword is None:
            self.dropped.append((binding.name, key))
        else:
            fields[keyword] = value

    # Everything else

    def binding(self, binding: Binding) -> DecoratorCall:
        if _has_twins(binding) or (binding.type in DURABLE_TYPES and binding.name not in self.durable):
            return self.generic(binding)
        for row in rows_for(binding.type, binding.direction):
            if not row.generic and row.decorator != "route" and _is_variant(row, binding):
                call = self.typed(row, binding)
                if call:
                    return call
        return self.generic(binding)

    def typed(self, row: Row, binding: Binding) -> DecoratorCall | None:
        """The row's own decorator, or None where it cannot carry what function.json says."""
        name = decorator_name(row, self.target)
        if name is None:
            return None
        arguments: list[tuple[str, Any]] = [(row.name_param, binding.name)]
        given = {key.lower(): (key, value) for key, value in binding.properties.items() if value is not None}
        if not _is_acceptable(row, given.keys(), self.target) or has_former_params(row, self.target):
            return None
        for prop, parameter in row.params.items():
            key, value = given.pop(prop.lower(), (prop, None))
            if value is None and prop in row.required:
                value = row.host_defaults.get(prop) if prop == "connection" else None
                if value is None and prop != "connection":
                    return None
                arguments.append((parameter, value))
            elif value is None:
                if prop in row.emitted and row.emitted[prop] != row.host_defaults.get(prop):
                    return None
            elif prop in row.emitted and _same_enum_text(value, row.emitted[prop]):
                continue
            elif row.emitted.get(prop) is ANY and not value:
                return None  # the library replaces what is falsy, too
            elif not is_in_release(parameter, row.param_since.get(parameter, "0"), self.target):
                given[key.lower()] = (key, value)
            else:
                converted = self.converted(row, prop, value)
                if converted is None:
                    return None
                arguments.append((parameter, converted))
        if not self.add_others(row, binding, given, arguments):
            return None
        what = "the durable decorators need" if binding.type in DURABLE_TYPES else f"@app.{name} needs"
        self.need(self.since(row, name), what)
        return DecoratorCall(name, tuple(arguments))

    def converted(self, row: Row, prop: str, value: Any) -> Any:
        """``value`` as the decorator takes it; None where it takes no such value."""
        found = member_of(row.params[prop], value, self.target)
        if found is None:
            return _converted(row.enums.get(prop), value)
        enum, member = found
        return EnumMember(enum, member) if member else None

    def since(self, row: Row, name: str) -> Version:
        return needed_release(row) if name == row.decorator and self.target >= Version(row.since) else self.target

    def add_others(
        self, row: Row, binding: Binding, given: Mapping[str, tuple[str, Any]], arguments: list[tuple[str, Any]]
    ) -> bool:
        """Add ``data_type`` and the properties the decorator has no parameter for; False if it takes none."""
        for key, value in given.values():
            if key.lower() == "datatype" and row.data_type:
                member = _converted("DataType", value)
                if member is not None:
                    arguments.append(("data_type", member))
                    continue
            if not row.extras:
                return False
            keyword = keyword_for(key)
            if keyword is None:
                self.dropped.append((binding.name, key))
            else:
                arguments.append((keyword, value))
        return True

    def generic(self, binding: Binding) -> DecoratorCall:
        self.require(releases.GENERIC_BINDINGS, f'a decorator for "{binding.type}"')
        arguments: list[tuple[str, Any]] = [("arg_name", binding.name), ("type", binding.type)]
        http = binding.is_trigger and binding.type.lower() == "httptrigger"
        for key, value in binding.properties.items():
            keyword = keyword_for(key)
            if value is None:
                continue
            if keyword is None:
                self.dropped.append((binding.name, key))
            elif key.lower() == "datatype" and _converted("DataType", value) is not None:
                arguments.append(("data_type", _converted("DataType", value)))
            elif http and key.lower() in _HTTP_ATTRIBUTES:
                # any other spelling would be joined by the default (library: _validate_function)
                arguments.append((_HTTP_ATTRIBUTES[key.lower()], value))
            else:
                arguments.append((keyword, value))
        if http and binding.get("authLevel") is None and self.app_level != "FUNCTION":
            arguments.append(("auth_level", "function"))
        taken_twins = _has_twins(binding) and any(key.lower() in _TAKEN for key in binding.properties)
        if taken_twins or len({name for name, _ in arguments}) < len(arguments):
            raise InexpressibleError(notes.TWIN_PROPERTIES, binding=binding.name)
        if binding.is_trigger:
            name = "generic_trigger"
        else:
            name = "generic_output_binding" if binding.direction == "out" else "generic_input_binding"
        return DecoratorCall(name, tuple(arguments))

    def retry(self, policy: Mapping[str, Any] | None) -> DecoratorCall | None:
        """``@app.retry``, spelled as the worker wants it (worker: loader.py strptime('%H:%M:%S'))."""
        if not policy:
            return None
        self.require(releases.RETRY, "@app.retry")
        given = {key.lower(): value for key, value in policy.items()}
        fixed = str(given.get("strategy") or "exponentialBackoff").lower() == "fixeddelay"
        arguments: list[tuple[str, Any]] = [
            ("strategy", "fixed_delay" if fixed else "exponential_backoff"),
            ("max_retry_count", _count(given.get("maxretrycount"))),
        ]
        names = ("delayInterval",) if fixed else ("minimumInterval", "maximumInterval")
        for name in names:
            arguments.append((_snake(name), _interval(name, given.get(name.lower()))))
        return DecoratorCall("retry", tuple(arguments))

    def require(self, version: Version, what: str) -> None:
        if version > self.target:
            raise InexpressibleError(
                notes.TARGET_TOO_OLD,
                message=f"{what} needs azure-functions {version} or newer, the target is {self.target}",
                remedy=f"raise azure-functions to {version} or choose a newer --azure-functions",
            )
        self.need(version, f"{what} needs")

    def need(self, version: Version, what: str) -> None:
        """Take down that ``what`` needs the release ``version``."""
        if version > self.needs:
            self.needs, self.needed_by = version, what


def decorator_name(row: Row, target: Version) -> str | None:
    """The name of the row's decorator in azure-functions ``target``; None if that release has none."""
    if is_in_release(row.decorator, row.since, target):
        return row.decorator
    return row.preview.get(f"{target.major}.{target.minor}")


def keyword_for(key: str) -> str | None:
    """The keyword that the library turns back into the property ``key``, or None if there is none.

    Library: ``decorators/utils.py to_camel_case``; single words pass verbatim, snake_case is camelised, and a leading
    underscore makes one capitalised word, which to the host is the same key.
    """
    if not _PROPERTY.fullmatch(key):
        return None
    if _WORD.fullmatch(key) and key not in _TAKEN:
        return key
    snake = _snake(key)
    words = snake.split("_")
    camel = words[0] + "".join(word.title() for word in words[1:])
    return snake if _SNAKE.fullmatch(snake) and camel == key else f"_{key.lower()}"


def _snake(camel: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", camel).lower()


def _is_variant(row: Row, binding: Binding) -> bool:
    has = {key.lower() for key, value in binding.properties.items() if value is not None}
    if row.variant in ("queue", "topic"):
        other = "topic" if row.variant == "queue" else "queue"
        return f"{row.variant}name" in has and f"{other}name" not in has
    if row.variant in ("v3", "v4"):
        old = has & {"collectionname", "connectionstringsetting"}
        return bool(old) == (row.variant == "v3")
    return True


def _has_twins(binding: Binding) -> bool:
    """Whether two properties differ in case only, which the host sees and Python keywords may hide."""
    return len({key.lower() for key in binding.properties}) < len(binding.properties)


def _are_methods(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(method, str) and method.upper() in ENUMS["HttpMethod"] for method in value
    )


def _same_enum_text(value: Any, emitted: Any) -> bool:
    if isinstance(value, str) and isinstance(emitted, str):
        return value.lower() == emitted.lower()
    return bool(type(value) is type(emitted) and value == emitted)


def _is_acceptable(row: Row, given: Collection[str], target: Version) -> bool:
    """Whether the decorator takes this selection of properties (lower case) at all."""
    if any(prop.lower() in given for prop in row.objects):
        return False
    present = [group for group in row.one_of if any(prop.lower() in given for prop in group)]
    if not row.one_of:
        return True
    return len(present) == 1 and all(
        prop.lower() in given and is_in_release(row.params[prop], row.param_since.get(row.params[prop], "0"), target)
        for prop in present[0]
    )


def _converted(enum: str | None, value: Any) -> Any:
    """``value`` as the decorator takes it; None where the enumeration has no such member."""
    if enum is None:
        return value
    if not isinstance(value, str) or value.upper() not in ENUMS[enum]:
        return None
    return EnumMember(enum, value.upper()) if enum in EXPORTED_ENUMS else value


def _count(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise InexpressibleError(
        notes.INEXPRESSIBLE_RETRY,
        message=f"the worker needs a whole number for maxRetryCount, not {value!r}",
        remedy="write the number itself into function.json",
    )


def _interval(name: str, value: Any) -> str:
    interval = worker_interval(value)
    if interval:
        return interval
    raise InexpressibleError(
        notes.INEXPRESSIBLE_RETRY,
        message=f'the decorator model reads "{name}" as HH:MM:SS below 24 hours, not {value!r}',
        remedy="choose an interval below 24 hours in whole seconds",
    )
