"""The worker's rules for a function's parameters and annotations, asked of the library's converter registry.

They are those of azure_functions_runtime ``functions.py`` (``Registry.add_indexed_function``) and are the same in both
models, so a function that breaks one never ran; in the decorator model it would take all others down with it.
Runs in the indexing child process, beside the real library.
"""

from __future__ import annotations

import collections.abc
import importlib
import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_NOT_GENERIC: tuple[Any, ...] = (typing.Union, tuple, typing.ClassVar, collections.abc.Callable)


class Unknown:
    """Stands for an annotation that only the app's own code could tell; never judged."""

    def __class_getitem__(cls, item: object) -> type[Unknown]:
        return cls


class Missing:
    """Stands for an annotation that the library does not have; ``name`` is how the app spells it."""

    name = ""

    def __class_getitem__(cls, item: object) -> type[Missing]:
        return cls


def known(module: str, path: str) -> Any:
    """``module.path`` as an object, or a :class:`Missing` of that name."""
    value: Any = importlib.import_module(module)
    for name in path.split("."):
        value = getattr(value, name, None)
        if value is None:
            return missing(f"{module}.{path}")
    return value


def missing(name: str) -> type[Missing]:
    """A :class:`Missing` of that name."""
    return type("MissingAnnotation", (Missing,), {"name": name})


def own_class(name: str, *bases: Any) -> Any:
    """A class like one of the app's: ``name``, derived from the same; :class:`Unknown` where that is no class."""
    try:
        return type(name, tuple(base for base in bases if base is not object), {})
    except TypeError:
        return Unknown


def evaluated(annotation: Callable[[], Any]) -> Any:
    """The annotation; :class:`Unknown` where its unknown parts make it impossible."""
    try:
        return annotation()
    except Exception:
        return Unknown


class SignatureError(Exception):
    """What the worker would say when it refuses to load the function."""


@dataclass(frozen=True)
class BoundParameter:
    """What the worker knows of a binding: name, type, and direction ("in" or "out")."""

    name: str
    type: str
    direction: str


class _Generic:
    """The converter of every type that the registry does not know (worker: bindings/generic.py)."""

    @staticmethod
    def check_input_type_annotation(pytype: type) -> bool:
        return issubclass(pytype, (str, bytes))

    @staticmethod
    def check_output_type_annotation(pytype: type) -> bool:
        return issubclass(pytype, (str, bytes, bytearray))


def check_signature(function: Callable[..., Any], bindings: list[BoundParameter], registry: Any) -> None:
    """Raise :class:`SignatureError` if the worker would refuse ``function`` with these ``bindings``.

    ``registry`` is ``azure.functions.get_binding_registry()``.
    """
    parameters = dict(inspect.signature(function).parameters)
    try:
        annotations = typing.get_type_hints(function)
    except Exception as error:  # whatever it is, it ends the worker's load as well
        raise SignatureError(str(error)) from error
    for annotation in annotations.values():
        _check_exists(annotation)
    if any(binding.name == "$return" and binding.direction != "out" for binding in bindings):
        raise SignatureError('"$return" binding must have direction set to "out"')
    bound = {binding.name: binding for binding in bindings if binding.name != "$return"}
    _check_context(parameters, bound, annotations)
    extra, missing = set(parameters) - set(bound), set(bound) - set(parameters)
    if extra:
        raise SignatureError(f"parameters without a binding: {', '.join(sorted(extra))}")
    if missing:
        raise SignatureError(f"bindings without a parameter: {', '.join(sorted(missing))}")
    for name in parameters:
        if name in annotations:
            _check_parameter(bound[name], annotations[name], registry)
    explicit = next((binding for binding in bindings if binding.name == "$return"), None)
    if explicit and "return" in annotations:
        _check_return(explicit, annotations["return"], registry)


def _check_exists(annotation: Any) -> None:
    if isinstance(annotation, type) and issubclass(annotation, Missing):
        raise SignatureError(f"there is no {annotation.name}")
    for item in typing.get_args(annotation):
        _check_exists(item)


def _check_context(
    parameters: dict[str, inspect.Parameter], bound: Mapping[str, BoundParameter], annotations: Mapping[str, Any]
) -> None:
    if "context" not in parameters or "context" in bound:
        return
    del parameters["context"]
    annotation = annotations.get("context", Unknown)
    if annotation is not Unknown and getattr(annotation, "__name__", "") != "Context":
        raise SignatureError(f'the "context" parameter must be of type azure.functions.Context, got {annotation!r}')


def _check_parameter(binding: BoundParameter, annotation: Any, registry: Any) -> None:
    if _mentions_unknown(annotation):
        return
    is_out = _is_out(annotation)
    pytype = annotation
    if is_out:
        arguments = typing.get_args(annotation)
        if len(arguments) != 1:
            raise SignatureError(f"binding {binding.name} has invalid Out annotation {annotation!r}")
        (pytype,) = arguments
    plain = pytype in (str, bytes) and not _has_implicit_output(binding.type, registry)
    converter = _converter("generic" if plain else binding.type, registry)
    check = "check_output_type_annotation" if is_out else "check_input_type_annotation"
    if (not isinstance(pytype, type) and not _is_generic(pytype)) or _is_builtin_generic(pytype):
        cure = _cure(pytype, lambda other: _accepts(converter, check, other))
        raise SignatureError(f"binding {binding.name} has invalid non-type annotation {annotation!r}{cure}")
    if binding.direction == "out" and not is_out:
        raise SignatureError(f'binding {binding.name} has direction "out", but its annotation is not func.Out')
    if binding.direction != "out" and is_out:
        raise SignatureError(f'binding {binding.name} has direction "in", but its annotation is func.Out')
    if not _accepts(converter, check, pytype):
        shown = getattr(pytype, "__name__", repr(pytype))
        raise SignatureError(f'binding {binding.name} of type "{binding.type}" does not take annotation "{shown}"')


def _check_return(binding: BoundParameter, annotation: Any, registry: Any) -> None:
    if _mentions_unknown(annotation):
        return
    if _is_out(annotation):
        raise SignatureError("return annotation should not be azure.functions.Out")
    if not isinstance(annotation, type) or _is_builtin_generic(annotation):
        raise SignatureError(f"invalid non-type return annotation {annotation!r}")
    if not _accepts(_converter(binding.type, registry), "check_output_type_annotation", annotation):
        raise SignatureError(f'return annotation "{annotation.__name__}" does not match binding type "{binding.type}"')


def _converter(binding_type: str, registry: Any) -> Any:
    return registry.get(binding_type) or _Generic


def _has_implicit_output(binding_type: str, registry: Any) -> bool:
    converter = registry.get(binding_type)
    if converter is None:
        return binding_type != "durableClient"
    return bool(getattr(converter, "has_implicit_output", lambda: False)())


def _accepts(converter: Any, check: str, pytype: Any) -> bool:
    """What the converter says of ``pytype``; False also where asking raises, which fails the worker's load as well.

    That is a converter for the other direction only, or ``issubclass()`` of something that is no class.
    """
    try:
        return bool(getattr(converter, check)(pytype))
    except (AttributeError, TypeError):
        return False


def _is_out(annotation: Any) -> bool:
    origin = typing.get_origin(annotation) or annotation
    return isinstance(origin, type) and origin.__name__ == "Out"


def _is_generic(annotation: Any) -> bool:
    """typing_inspect's ``is_generic_type``: typing.List[...] counts, Union and Tuple do not."""
    if isinstance(annotation, type) and issubclass(annotation, typing.Generic):
        return True
    origin = typing.get_origin(annotation)
    return origin is not None and not _is_builtin_generic(annotation) and origin not in _NOT_GENERIC


def _is_builtin_generic(annotation: Any) -> bool:
    return type(annotation).__name__ in ("GenericAlias", "UnionType") and type(annotation).__module__ == "types"


def _cure(pytype: Any, accepts: Callable[[Any], bool]) -> str:
    """What to write for ``list[str]`` and the like where the binding takes it: ``list``, or ``typing.List[...]``."""
    origin = typing.get_origin(pytype) if _is_builtin_generic(pytype) else None
    spelled = getattr(typing, origin.__name__.capitalize(), None) if isinstance(origin, type) else None
    if origin is None or spelled is None:
        return ""
    if accepts(origin):
        return f"; write {origin.__name__}"
    same = spelled[typing.get_args(pytype)]
    return f"; write typing.{spelled.__name__}[...]" if accepts(same) else ""


def _mentions_unknown(annotation: Any) -> bool:
    return annotation is Unknown or any(_mentions_unknown(item) for item in typing.get_args(annotation))
