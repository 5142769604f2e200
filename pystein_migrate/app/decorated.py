"""What the decorators of an app say, read from the source alone."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DecoratedApp:
    """The decorator model's half of an app."""

    script: str


def read_decorated(trees: Mapping[str, ast.Module], script: str) -> DecoratedApp:
    """The decorator model's half of the app whose modules are ``trees`` (path to module)."""
    return DecoratedApp(script)
