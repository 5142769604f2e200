"""Functions for the examples of codemods that look at bindings."""

from __future__ import annotations

from pystein_migrate.model.app import Binding, Function
from pystein_migrate.model.note import Position

_START = Position(1, 1)


def function(name: str, *bindings: tuple[str, str]) -> Function:
    """A function of the script ``<name>/__init__.py`` with inputs and triggers: their types and names."""
    found = tuple(Binding(type_, "in", binding, {}, _START) for type_, binding in bindings)
    return Function(name, f"{name}/function.json", f"{name}/__init__.py", "main", found, None, _START)
