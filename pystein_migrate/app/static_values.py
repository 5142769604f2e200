"""What a name can stand for in a static run of an app's modules."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any

from .decorated import DecoratedFunction, Definition, Kind, NameBinding, Register, Step


@dataclass(frozen=True, slots=True)
class External:
    """Something imported that is not the app's own, by its full dotted name."""

    name: str


@dataclass(frozen=True, slots=True)
class LocalModule:
    """A module or package of the app. ``path`` is "" for a folder without ``__init__.py``."""

    dotted: str
    path: str


@dataclass(frozen=True, slots=True)
class Defined:
    """A function or class of the app; ``base`` is the kind of register that a class is derived from."""

    node: Definition | ast.ClassDef
    path: str
    base: Kind | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is known in full."""

    value: Any


@dataclass(frozen=True, slots=True)
class Items:
    """A list, tuple or set display with its elements' values."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Created:
    """What a call of something external returned, as ``Flask(__name__)``; ``arguments`` are its positional values."""

    callee: str
    node: ast.Call
    path: str
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """A method of an app object or blueprint, not called yet."""

    register: Register
    name: str


@dataclass(frozen=True, slots=True)
class Decoration:
    """A decorator of the library, called but not applied yet."""

    step: Step


@dataclass(frozen=True, slots=True)
class Held:
    """A definition under decorators of the user's own; one of the library may follow."""

    value: Any
    steps: tuple[Step, ...]


@dataclass(eq=False, slots=True)
class Builder:
    """What decorating a function yields; grows with every further decorator."""

    module: str
    path: str
    node: Definition | None
    steps: list[Step]
    order: int
    owner: ast.ClassDef | None
    conditional: bool
    reached: bool
    wired: bool
    subject: Any

    def freeze(self) -> DecoratedFunction:
        return DecoratedFunction(
            self.module, self.path, self.node, tuple(self.steps), self.order,
            self.owner, self.conditional, self.reached, self.wired, self.subject,
        )  # fmt: skip


@dataclass(slots=True)
class ModuleState:
    """A module while it runs. ``open``: names may be missing; ``stars``: what was imported with ``*`` from outside."""

    path: str
    dotted: str
    reached: bool
    names: dict[str, Any] = field(default_factory=dict)
    history: list[NameBinding] = field(default_factory=list)
    running: bool = True
    open: bool = False
    stars: list[str] = field(default_factory=list)
