"""What the decorators of an app say, read from the source alone: no import, no execution, ``ast`` only.

:func:`~.static_run.read_decorated` follows the app's script as Python would run it, statement by statement and into the
app's own modules, and records the app objects and blueprints, every function they decorate, and every registration.
Names are resolved as Python does: any alias of ``azure.functions`` and ``azure.durable_functions``, ``from azure import
functions``, blueprints from other modules under any name, attribute access, constants. What cannot be known without
running the code is not guessed: it is :data:`UNKNOWN`, or marks the app as ``open``.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, Literal

from pystein_migrate.facts import spellings
from pystein_migrate.facts.catalogue import ROWS, Row

Kind = Literal["FunctionApp", "DFApp", "WsgiFunctionApp", "AsgiFunctionApp", "Blueprint", "DurableBlueprint"]
Definition = ast.FunctionDef | ast.AsyncFunctionDef

SETTINGS = frozenset({"function_name", "http_type", "retry"})
GENERIC = MappingProxyType(
    {
        "generic_trigger": ("in", True),
        "generic_input_binding": ("in", False),
        "generic_output_binding": ("out", False),
    }
)
DURABLE = frozenset({"orchestration_trigger", "activity_trigger", "entity_trigger", "durable_client_input"})
REGISTERING = frozenset({"register_functions", "register_blueprint"})


class _Unknown:
    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()


@dataclass(frozen=True, slots=True)
class EnumMember:
    """A member of one of the library's enumerations, as in ``func.AuthLevel.ANONYMOUS``."""

    enum: str
    member: str


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a call: its expression and its value (plain Python, :class:`EnumMember` or UNKNOWN)."""

    node: ast.expr
    value: Any
    keyword: ast.keyword | None = None

    @property
    def text(self) -> str | None:
        """The value if it is a str, else None."""
        return self.value if isinstance(self.value, str) else None


@dataclass(frozen=True, eq=False, slots=True)
class Call:
    """The arguments of a call by parameter name. ``complete`` is False where ``*`` or ``**`` hides some."""

    node: ast.Call
    arguments: Mapping[str, Argument]
    complete: bool = True

    def get(self, name: str) -> Argument | None:
        """The argument of the parameter ``name`` if it is given in plain sight."""
        return self.arguments.get(name)


@dataclass(frozen=True, eq=False, slots=True)
class Register:
    """An app object or a blueprint: the call that creates it, and where. Compared by identity.

    ``custom`` marks instances of the app's own subclasses, which define the names in ``own``. Where only an annotation
    promises a register, ``call`` stands where the annotation does, without arguments and not ``complete``.
    """

    kind: Kind
    path: str
    call: Call
    custom: bool = False
    own: frozenset[str] = frozenset()

    @property
    def is_app(self) -> bool:
        """Whether the worker would take it for the function app (a ``FunctionRegister``)."""
        return self.kind not in ("Blueprint", "DurableBlueprint")

    @property
    def hosts_web_app(self) -> bool:
        """Whether it hands every request to a WSGI or ASGI application."""
        return self.kind in ("WsgiFunctionApp", "AsgiFunctionApp")

    @property
    def is_durable(self) -> bool:
        """Whether its own class has the durable decorators (those of azure-functions are delegates)."""
        return self.kind in ("DFApp", "DurableBlueprint")


@dataclass(frozen=True, eq=False, slots=True)
class Step:
    """One decorator of a function, or one wiring call around it.

    ``register`` and ``method`` say which decorator of the library it is; for a decorator of the user's own
    ``register`` is None and ``target`` is its definition if that is in the app, else ``target_name`` its dotted name if
    that is known. ``call`` is None where the parentheses are missing.
    """

    node: ast.expr
    register: Register | None
    method: str
    call: Call | None
    target: Definition | ast.ClassDef | None = None
    target_path: str = ""
    target_name: str = ""

    @property
    def is_library(self) -> bool:
        """Whether it is a decorator of azure-functions or azure-functions-durable."""
        return self.register is not None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The catalogue's rows for this decorator, under its present or a preview name."""
        return rows_of_decorator(self.method)

    def argument(self, name: str) -> Argument | None:
        """The argument ``name`` of its call."""
        return self.call.get(name) if self.call else None

    def text(self, name: str, default: str | None = None) -> str | None:
        """The argument ``name`` as str; ``default`` if it is left out; None if it cannot be known."""
        if self.call is None:
            return None
        argument = self.call.get(name)
        if argument is not None:
            return argument.text
        return default if self.call.complete else None


@dataclass(frozen=True, eq=False, slots=True)
class BoundBinding:
    """One trigger or binding that a decorator declares. ``name`` and ``type`` are None if they cannot be known."""

    name: str | None
    type: str | None
    direction: str
    is_trigger: bool
    step: Step
    name_node: ast.expr


@dataclass(frozen=True, eq=False, slots=True)
class DecoratedFunction:
    """A function with at least one decorator of the library, or one wired by calls.

    ``steps`` are the decorators from top to bottom (from outermost to innermost call). ``node`` is the definition (in
    ``path``), or None where something else is wired; ``module`` is the module that decorates. ``owner`` is the class
    around a method, ``subject`` the value that was decorated (see :mod:`static_run`). ``conditional``: it depends on a
    condition that was not decided. ``reached``: the script imports its module. ``order`` counts declarations and
    registrations together.
    """

    module: str
    path: str
    node: Definition | None
    steps: tuple[Step, ...]
    order: int
    owner: ast.ClassDef | None = None
    conditional: bool = False
    reached: bool = True
    wired: bool = False
    subject: Any = None

    @property
    def register(self) -> Register:
        """The app object or blueprint of its outermost library decorator."""
        return next(step.register for step in self.steps if step.register)

    @property
    def library_steps(self) -> tuple[Step, ...]:
        """The decorators of the library, outermost first."""
        return tuple(step for step in self.steps if step.register)

    @property
    def anchor(self) -> ast.expr | Definition:
        """The node that messages about the function as a whole point at."""
        return self.steps[0].node if self.wired or self.node is None else self.node

    @property
    def anchor_path(self) -> str:
        """The module of :attr:`anchor`."""
        return self.module if self.wired or self.node is None else self.path

    @property
    def name(self) -> str | None:
        """The function's name as the host will see it; None if it cannot be known.

        The innermost ``function_name`` wins; without one it is the name of the definition.
        """
        for step in reversed(self.steps):
            if step.method == "function_name" and step.register:
                return step.text("name")
        if self.node is None or any(step.register is None for step in self.steps):
            return None
        return self.node.name

    @property
    def is_complete(self) -> bool:
        """Whether every decorator is known, so that nothing else can bind a parameter."""
        return all(
            step.register is None
            or (
                (step.method in SETTINGS or step.method in GENERIC or bool(step.rows))
                and step.call is not None
                and step.call.complete
                and not step.register.custom
            )
            for step in self.steps
        )

    def bindings(self) -> tuple[BoundBinding, ...]:
        """Every trigger and binding of the function, outermost decorator first."""
        return tuple(binding for step in self.library_steps for binding in bindings_of(step))

    def trigger(self) -> BoundBinding | None:
        """Its first trigger, or None."""
        return next((binding for binding in self.bindings() if binding.is_trigger), None)


@dataclass(frozen=True, eq=False, slots=True)
class Registration:
    """A call of ``register_functions`` or ``register_blueprint``; ``argument`` is None where it cannot be resolved."""

    target: Register
    argument: Any
    node: ast.Call
    module: str
    order: int
    conditional: bool = False
    reached: bool = True


@dataclass(frozen=True, eq=False, slots=True)
class Mention:
    """A place in ``path`` that names a decorator, wherever in the code: ``node`` is ``owner.method`` itself.

    ``register`` is the owner, or None where only running the app could tell what it is. ``call`` is the call of it, if
    it is called there; ``decorates`` says that this stands in a list of decorators. Where the name is in a string,
    ``node`` is ``getattr(owner, "method")``.
    """

    path: str
    node: ast.Attribute | ast.Call
    method: str
    register: Register | None
    call: ast.Call | None
    decorates: bool


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What all code of an app says, whether importing it runs that code or not.

    ``mentions`` are the places that name decorators, ``made`` the registers with the calls that make them.
    """

    mentions: tuple[Mention, ...]
    made: tuple[Register, ...]


@dataclass(frozen=True, slots=True)
class Import:
    """An import that runs when the app is loaded. ``resolved`` is the app's own module, or "" for any other.

    ``dotted`` is the absolute module name, "" where the dots lead out of every package. ``guarded`` says that it may
    fail, or may not run: something like a try, a condition or a loop is around it.
    """

    module: str
    node: ast.Import | ast.ImportFrom
    dotted: str
    resolved: str
    guarded: bool


@dataclass(frozen=True, slots=True)
class CircularImport:
    """``from module import name`` that runs while ``module`` has not bound ``name`` yet."""

    module: str
    node: ast.ImportFrom
    imported: str
    name: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A place in ``module`` that raises whenever the module is loaded; ``complaint`` is what goes wrong there.

    ``in_annotation``: only before Python 3.14, which does not evaluate annotations with the module.
    """

    module: str
    node: ast.stmt | ast.expr
    complaint: str
    in_annotation: bool = False


@dataclass(frozen=True, slots=True)
class NameBinding:
    """One binding of a module-level name: what was bound, by which statement."""

    name: str
    value: Any
    node: ast.stmt | ast.alias | ast.expr
    conditional: bool


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """What running one module's top level binds. ``open``: some names cannot be known (``exec``, star imports).

    ``binds_elsewhere`` tells whether functions of the module may bind a name, or other modules.
    """

    path: str
    names: Mapping[str, Any]
    history: tuple[NameBinding, ...]
    reached: bool
    open: bool
    binds_elsewhere: Callable[[str], bool]

    def lacks(self, name: str) -> bool:
        """Whether the module certainly has no ``name`` when it has been loaded."""
        if self.open or "__getattr__" in self.names or name in self.names or name.startswith("__"):
            return False
        return not self.binds_elsewhere(name)


@dataclass(frozen=True)
class DecoratedApp:
    """The decorator model's half of an app: everything :func:`read_decorated` found, in the order of execution.

    ``failures`` are places that certainly raise, in all modules, reached or not.

    ``escaped`` are blueprints and apps handed to code that was not followed; ``open`` says that some registration or
    app object could not be resolved. ``read_on`` goes on to the code that importing the app does not run.
    """

    script: str
    modules: Mapping[str, ModuleFacts]
    registers: tuple[Register, ...]
    functions: tuple[DecoratedFunction, ...]
    registrations: tuple[Registration, ...]
    imports: tuple[Import, ...]
    circular_imports: tuple[CircularImport, ...]
    failures: tuple[Failure, ...]
    escaped: frozenset[Register]
    open: bool
    read_on: Callable[[], Everywhere]

    @cached_property
    def everywhere(self) -> Everywhere:
        """What functions and methods say too, which importing the app does not run."""
        return self.read_on()

    @cached_property
    def apps(self) -> tuple[tuple[str, Register], ...]:
        """The names that the script's module ends with and that are app objects; the worker wants exactly one."""
        facts = self.modules.get(self.script)
        names = facts.names.items() if facts else ()
        return tuple((name, value) for name, value in names if isinstance(value, Register) and value.is_app)

    @property
    def app(self) -> Register | None:
        """The app object if there is exactly one."""
        return self.apps[0][1] if len(self.apps) == 1 else None

    @property
    def is_closed(self) -> bool:
        """Whether :attr:`indexed` is surely everything: the app object and its blueprints went nowhere unseen."""
        if self.app is None or self.app.custom or self.open or self.has_open_modules:
            return False
        return not self.escaped & {self.app, *(registration.argument for registration in self.registrations)}

    @property
    def is_surely_empty(self) -> bool:
        """Whether the script surely indexes no function."""
        if self.app is None or self.app.hosts_web_app or not self.is_closed:
            return False
        return not self.indexed and not self.functions_of(self.app)

    @property
    def has_open_modules(self) -> bool:
        """Whether a module that the script imports may have names that cannot be known."""
        return any(facts.open for facts in self.modules.values() if facts.reached)

    def functions_of(self, register: Register) -> tuple[DecoratedFunction, ...]:
        """The functions declared on ``register``, in order."""
        return tuple(function for function in self.functions if function.register is register)

    @cached_property
    def indexed(self) -> tuple[DecoratedFunction, ...]:
        """The functions that the library will list for the app: its own, and those that its blueprints had when
        they were registered."""
        if self.app is None:
            return ()
        found = [function for function in self.functions_of(self.app) if function.reached]
        for registration in self.registrations:
            if registration.target is self.app and registration.reached and isinstance(registration.argument, Register):
                found += [
                    function
                    for function in self.functions_of(registration.argument)
                    if function.order < registration.order
                ]
        return tuple(found)


def rows_of_decorator(method: str) -> tuple[Row, ...]:
    """The catalogue's rows whose decorator is or was called ``method``, input before output."""
    return _rows_by_decorator().get(method, ())


def is_decorator_name(name: str) -> bool:
    """Whether a register of any release has a decorator of this name."""
    return name in spellings.PLAIN_DECORATORS or bool(rows_of_decorator(name))


def bindings_of(step: Step) -> Iterator[BoundBinding]:
    """The triggers and bindings that one decorator of the library declares."""
    if step.method in GENERIC:
        direction, is_trigger = GENERIC[step.method]
        argument = step.argument("arg_name")
        node = argument.node if argument else step.node
        yield BoundBinding(step.text("arg_name"), step.text("type"), direction, is_trigger, step, node)
        return
    seen = set()
    for row in step.rows:
        # durableClient and orchestrationClient share a decorator, as do the variants of one type
        if (row.name_param, row.direction) in seen:
            continue
        seen.add((row.name_param, row.direction))
        default = {"trigger_arg_name": "req", "binding_arg_name": "$return"}.get(row.name_param)
        argument = step.argument(row.name_param)
        node = argument.node if argument else step.node
        name = step.text(row.name_param, default)
        yield BoundBinding(name, row.type, row.direction, row.is_trigger, step, node)


def positional_parameters(method: str) -> tuple[str, ...]:
    """The parameters of a decorator that may be given by position, as far as they come first in every release."""
    known = {
        "function_name": ("name",),
        "http_type": ("http_type",),
        "route": ("route", "trigger_arg_name", "binding_arg_name", "methods", "auth_level"),
        "retry": ("strategy", "max_retry_count", "delay_interval", "minimum_interval", "maximum_interval"),
        "orchestration_trigger": ("context_name", "orchestration"),
        "activity_trigger": ("input_name", "activity"),
        "entity_trigger": ("context_name", "entity_name"),
        "durable_client_input": ("client_name", "task_hub", "connection_name"),
    }
    if method in known:
        return known[method]
    if method in GENERIC:
        return ("arg_name", "type")
    rows = rows_of_decorator(method)
    rows = tuple(row for row in rows if row.decorator == method) or rows
    if not rows:
        return ()
    return (rows[0].name_param, *(rows[0].params[name] for name in rows[0].params if name in rows[0].required))


_ROWS: dict[str, tuple[Row, ...]] = {}


def _rows_by_decorator() -> dict[str, tuple[Row, ...]]:
    if not _ROWS:
        for row in ROWS:
            if row.generic:
                continue
            for method in dict.fromkeys((row.decorator, *row.preview.values())):
                _ROWS[method] = (*_ROWS.get(method, ()), row)
        # valid in every release, and the only name of the timer trigger before 1.13.3
        timer = _ROWS["timer_trigger"]
        _ROWS["schedule"] = timer
    return _ROWS
