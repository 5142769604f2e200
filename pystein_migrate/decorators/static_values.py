"""What a name can stand for in a static run of an app's modules."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from packaging.version import Version

from pystein_migrate.python.expressions import called_name

from .app import (
    UNKNOWN,
    CircularImport,
    DecoratedApp,
    DecoratedFunction,
    Definition,
    Failure,
    Import,
    Kind,
    Mention,
    ModuleFacts,
    NameBinding,
    Register,
    Registration,
    Step,
)


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
    """A function or class of the app.

    ``base`` is the kind of register that a class is derived from, ``own`` are the names that it defines itself.
    ``member``: it is a function that is reached through its class or an instance, so its parameters are not all given.
    """

    node: Definition | ast.ClassDef
    path: str
    base: Kind | None = None
    own: frozenset[str] = frozenset()
    member: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of the app that is no register."""

    cls: Defined


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
    """A definition under decorators of the user's own; one of the library may follow.

    ``made`` is the object of a class of the app's that the outermost of them makes of it, None if it makes none.
    """

    value: Any
    steps: tuple[Step, ...]
    made: Instance | None = None


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


@dataclass(frozen=True, eq=False, slots=True)
class Code:
    """Statements that importing a module does not run: a function's, a lambda's, those under a false condition.

    ``scopes`` are the namespaces around them, innermost first, the module's left out; ``owner`` is the class around a
    method.
    """

    body: list[ast.stmt]
    state: ModuleState
    scopes: tuple[dict[str, Any], ...]
    owner: ast.ClassDef | None = None
    function: Definition | ast.Lambda | None = None


@dataclass(eq=False, slots=True)
class Uses:
    """Where methods of registers are named, and where registers are made, as often as the run came by.

    ``owners`` maps ``owner.method`` (or ``getattr(owner, "method")``) to the owners it had, ``calls`` to the call of
    it. ``silent`` counts the f-strings around: before Python 3.12 nobody knows positions in them.
    """

    paths: dict[ast.Attribute | ast.Call, str] = field(default_factory=dict)
    methods: dict[ast.Attribute | ast.Call, str] = field(default_factory=dict)
    owners: dict[ast.Attribute | ast.Call, list[Any]] = field(default_factory=dict)
    calls: dict[ast.expr, ast.Call] = field(default_factory=dict)
    decorators: set[ast.expr] = field(default_factory=set)
    made: dict[ast.Call, Register] = field(default_factory=dict)
    silent: int = 0

    def note(self, path: str, node: ast.Attribute | ast.Call, method: str, owner: Any) -> None:
        """``node`` in ``path`` names ``method`` of ``owner``."""
        if not self.silent:
            self.paths[node], self.methods[node] = path, method
            self.owners.setdefault(node, []).append(owner)

    def mentions(self) -> Iterator[Mention]:
        """What was noted, but for methods of what is certainly no register."""
        for node, owners in self.owners.items():
            registers = [owner for owner in owners if isinstance(owner, Register)]
            unclear = any(owner is UNKNOWN or isinstance(owner, External | Created) for owner in owners)
            if registers or unclear:
                register = registers[0] if len(registers) == len(owners) else None
                call = self.calls.get(node)
                yield Mention(self.paths[node], node, self.methods[node], register, call, node in self.decorators)


@dataclass(slots=True, eq=False)
class ModuleState:
    """A module while it runs.

    ``open``: names may be missing; ``later``: what functions
    assign to global names, by the statements that do. ``postponed``: ``from __future__ import annotations``.
    """

    path: str
    dotted: str
    reached: bool
    names: dict[str, Any] = field(default_factory=dict)
    history: list[NameBinding] = field(default_factory=list)
    running: bool = True
    open: bool = False
    postponed: bool = False
    later: dict[str, dict[ast.AST, Any]] = field(default_factory=dict)


class World(ABC):
    """What a run has found so far. ``reached`` says whether modules run from now on are imported by the script.

    ``classes`` and ``members`` are the app's classes with what their bodies bind, ``attributes`` what methods assign
    to ``self``, by name and statement. ``code`` is what was not run, by its node.

    ``release`` of azure-functions is the one that the app runs with. ``legacy``: the app's root is a package
    ``__app__``, whose modules its own code may import relatively.
    """

    def __init__(self, trees: Mapping[str, ast.Module], release: Version, *, legacy: bool = False) -> None:
        self.trees = trees
        self.release = release
        self.legacy = legacy
        self.modules: dict[str, ModuleState] = {}
        self.reached = True
        self.order = 0
        self.registers: list[Register] = []
        self.builders: list[Builder] = []
        self.registrations: list[Registration] = []
        self.imports: list[Import] = []
        self.circular: list[CircularImport] = []
        self.failures: list[Failure] = []
        self._bound_elsewhere: dict[str, frozenset[str]] = {}
        self.escaped: set[Register] = set()
        self.open = False
        self.uses = Uses()
        self.code: dict[ast.AST, Code] = {}
        self.classes: dict[ast.ClassDef, Defined] = {}
        self.members: dict[ast.ClassDef, dict[str, Any]] = {}
        self.attributes: dict[tuple[ast.AST, str], dict[ast.AST, Any]] = {}
        self.folders = {
            "/".join(parts[:depth]) for parts in (path.split("/") for path in trees) for depth in range(1, len(parts))
        }

    @abstractmethod
    def module(self, path: str) -> ModuleState:
        """Run the module at ``path`` unless that was done; a module that is running already comes back half done."""

    @abstractmethod
    def returned(self, function: Defined) -> Any:
        """The register or object of the app's own class that calling ``function`` returns, UNKNOWN if anything else."""

    @cached_property
    def set_from_outside(self) -> frozenset[str]:
        """The names that code sets as attributes, of modules perhaps, anywhere in the app; "" stands for any name."""
        return frozenset(name for tree in self.trees.values() for node in ast.walk(tree) for name in _set_by(node))

    def binds_elsewhere(self, path: str, name: str) -> bool:
        """Whether something else than its own statements may bind ``name`` of the module at ``path``.

        Functions do, comprehensions, code of other modules, and loading a module of a package, which binds its name
        there.
        """
        if path not in self._bound_elsewhere:
            nodes = list(ast.walk(self.trees[path]))
            names = {each for node in nodes if isinstance(node, ast.Global) for each in node.names}
            names |= {node.target.id for node in nodes if isinstance(node, ast.NamedExpr)}
            folder = path.removesuffix("__init__.py")
            inside = (each[len(folder) :] for each in self.trees if folder != path and each.startswith(folder))
            names |= {each.partition("/")[0].removesuffix(".py") for each in inside}
            self._bound_elsewhere[path] = frozenset(names)
        return name in self._bound_elsewhere[path] or bool(self.set_from_outside & {name, ""})

    def find(self, dotted: str) -> LocalModule | None:
        """The app's module that ``import dotted`` means, or None. The azure packages are never the app's own."""
        base = dotted.replace(".", "/")
        if not dotted or dotted.split(".", maxsplit=1)[0] == "azure":
            return None
        for path in (f"{base}/__init__.py", f"{base}.py"):
            if path in self.trees:
                return LocalModule(dotted, path)
        return LocalModule(dotted, "") if base in self.folders else None


def _set_by(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield node.attr
    elif isinstance(node, ast.Call) and called_name(node) == "setattr" and len(node.args) == 3:
        owner, name, _ = node.args
        if isinstance(name, ast.Constant):
            yield str(name.value)
        elif not (isinstance(owner, ast.Name) and owner.id in ("self", "cls")):
            yield ""
    elif getattr(node, "id", getattr(node, "name", "")) in ("builtins", "__builtins__"):
        yield ""


def meaning(app: DecoratedApp, facts: ModuleFacts, node: ast.expr) -> Any:
    """What a name or attribute stands for at the end of a module of ``app``.

    None for a name that the module never binds; False for other expressions, and for attributes that are not known.
    """
    if isinstance(node, ast.Name):
        return facts.names.get(node.id)
    if isinstance(node, ast.Attribute):
        base = meaning(app, facts, node.value)
        if isinstance(base, External):
            return External(f"{base.name}.{node.attr}")
        if isinstance(base, LocalModule) and base.path in app.modules:
            return app.modules[base.path].names.get(node.attr, False)
    return False
