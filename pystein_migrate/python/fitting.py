"""Whether calls fit the parameters of what they call; where one does not, Python says so with the function's name."""

from __future__ import annotations

import ast


def fits(call: ast.Call, parameters: ast.arguments, *, bound: bool = False) -> bool:
    """Whether ``call`` is sure to fit ``parameters``; ``bound``: the first of them is the object."""
    places = [*parameters.posonlyargs, *parameters.args][bound:]
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    mapped = any(keyword.arg is None for keyword in call.keywords)
    given = len(call.args) - sum(isinstance(argument, ast.Starred) for argument in call.args)
    if parameters.vararg is None and (starred or given > len(places)):
        return False
    named = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
    rest = places[given:]
    known = {each.arg for each in [*rest, *parameters.kwonlyargs]} - {each.arg for each in parameters.posonlyargs}
    if parameters.kwarg is None and (mapped or not named <= known):
        return False
    required = {each.arg for each in _without_default(places, parameters)[given:]}
    required |= {
        each.arg for each, default in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True) if default is None
    }
    return required <= named


def unpacks(call: ast.Call) -> bool:
    """Whether ``call`` gives as many arguments as a value happens to have, ``f(*x)`` or ``f(**x)``."""
    return any(isinstance(argument, ast.Starred) for argument in call.args) or any(
        keyword.arg is None for keyword in call.keywords
    )


def _without_default(places: list[ast.arg], parameters: ast.arguments) -> list[ast.arg]:
    return places[: len(places) - len(parameters.defaults)] if parameters.defaults else places
