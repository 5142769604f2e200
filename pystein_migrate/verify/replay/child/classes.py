"""Lets classes of ours give way where they and a metaclass of the app's or a library's cannot go together."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

Substitute = Callable[[Any], tuple[Any, ...]]

_substitutes: list[Substitute] = []


def give_way(substitute: Substitute) -> None:
    """Where metaclasses conflict, build the class again with each base replaced by ``substitute(base)``.

    Python finds the conflict before it runs the body of a class, so nothing runs twice.
    """
    _substitutes.append(substitute)
    if len(_substitutes) == 1:
        _install()


def _install() -> None:
    real = builtins.__build_class__

    def build(body: Any, name: str, *bases: Any, **keywords: Any) -> Any:
        try:
            return real(body, name, *bases, **keywords)
        except TypeError as error:
            if "metaclass conflict" not in str(error):
                raise
            others = bases
            for substitute in _substitutes:
                others = tuple(other for base in others for other in substitute(base))
            if others == bases:
                raise
            return real(body, name, *others, **keywords)

    setattr(builtins, "__build_class__", build)  # noqa: B010 - its type knows no metaclass
