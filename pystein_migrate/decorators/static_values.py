"""What a name can stand for in a static run of an app's modules."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .app import CircularImport, DecoratedFunction, Definition, Import, Kind, NameBinding, Register, Registration, Step


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
class CalledDecorator:
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


class World(ABC):
    """What a run has found so far. ``reached`` says whether modules run from now on are imported by the script."""

    def __init__(self, trees: Mapping[str, ast.Module]) -> None:
        self.trees = trees
        self.modules: dict[str, ModuleState] = {}
        self.reached = True
        self.order = 0
        self.registers: list[Register] = []
        self.builders: list[Builder] = []
        self.registrations: list[Registration] = []
        self.imports: list[Import] = []
        self.circular: list[CircularImport] = []
        self.escaped: set[Register] = set()
        self.open = False
        self.folders = {
            "/".join(parts[:depth]) for parts in (path.split("/") for path in trees) for depth in range(1, len(parts))
        }

    @abstractmethod
    def module(self, path: str) -> ModuleState:
        """Run the module at ``path`` unless that was done; a module that is running already comes back half done."""

    def find(self, dotted: str) -> LocalModule | None:
        """The app's module that ``import dotted`` means, or None. The azure packages are never the app's own."""
        base = dotted.replace(".", "/")
        if not dotted or dotted.split(".", maxsplit=1)[0] == "azure":
            return None
        for path in (f"{base}/__init__.py", f"{base}.py"):
            if path in self.trees:
                return LocalModule(dotted, path)
        return LocalModule(dotted, "") if base in self.folders else None
