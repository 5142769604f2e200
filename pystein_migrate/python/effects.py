"""What the top-level statements of modules read and change when they run, calls of the app's own functions included.

Harmlessness is shown, not assumed: a call is harmless if what it calls is followed to its end or known to be harmless.
A library's object that is given a name is harmless, too; what it can do to others is fail.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from pystein_migrate.facts import effects as facts

from .calls import FUNCTIONS, NO_ROOTS, NOTHING_GIVEN, Frame, Given, Routine, called, local_values, own_nodes
from .exports import exports_of
from .expressions import last_name
from .imports import ImportItem, items_of
from .loggers import keeps_existing_loggers
from .meanings import Builtin, Library, Meaning, Meanings, OwnModule, OwnName, assigned_once
from .modules import Modules
from .scopes import module_scope
from .source import Source
from .touch import (
    ANYTHING,
    ENVIRONMENT,
    LIBRARIES,
    LOGGERS,
    LOGGING,
    NOTHING,
    OUTPUT,
    OUTSIDE,
    SEARCH_PATH,
    Touch,
    binding,
    contents,
    library,
    package,
    state,
)

_OBJECTS_OF_THEIR_OWN = ("azure.functions", "azure.durable_functions")
_MADE_BY = ("__init__", "__new__", "__post_init__")
_PLAIN_DECORATORS = frozenset(
    {"property", "staticmethod", "classmethod", "abstractmethod", "cached_property", "setter"}
)
# Special methods that are called for a class, or for nothing that its user writes.
_NOT_OF_OBJECTS = frozenset({*_MADE_BY, "__init_subclass__", "__class_getitem__", "__prepare__", "__del__", "__call__"})
_OPERATIONS = (
    ast.AugAssign, ast.BinOp, ast.Compare, ast.For, ast.FormattedValue, ast.Starred, ast.UnaryOp, ast.comprehension
)  # fmt: skip
_MOST_CALLS = 400
_Answer = TypeVar("_Answer")


class Effects:
    """What statements of an app's modules touch, each worked out when it is first asked for."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self.exports = exports_of(modules)
        self.meanings = Meanings(modules, self.exports)
        self._known: dict[ast.stmt, Touch] = {}
        self._methods: dict[str, list[Routine]] | None = None

    def of(self, source: Source, statement: ast.stmt) -> Touch:
        """What the top-level ``statement`` of ``source`` touches; what its imports load is not counted."""
        if statement not in self._known:
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                self._known[statement] = NOTHING
            else:
                self._known[statement] = self._followed(source, statement)
        return self._known[statement]

    def _followed(self, source: Source, statement: ast.stmt) -> Touch:
        run = _Run(self)
        try:
            run.visit(statement, Frame(source))
        except RecursionError:  # calls that call each other deeper than this can follow
            run.writes.add(ANYTHING)
        return Touch(frozenset(run.reads), frozenset(run.writes))

    def methods(self, name: str) -> Sequence[Routine]:
        """The methods called ``name`` of all classes of the app."""
        if self._methods is None:
            self._methods = {}
            for path in self.modules.paths():
                source = self.meanings.source(path)
                for node in source.nodes if source is not None else ():
                    if isinstance(node, ast.ClassDef) and source is not None:
                        for method in _methods_of(node):
                            routine = Routine(method, Frame(source), NO_ROOTS)
                            self._methods.setdefault(method.name, []).append(routine)
        return self._methods.get(name, ())


@dataclass(frozen=True, slots=True)
class _OwnClass:
    node: ast.ClassDef
    frame: Frame


@dataclass(frozen=True, slots=True)
class _Method:
    """A method that is not known, of the object ``receiver``."""

    receiver: ast.expr
    name: str


@dataclass(frozen=True, slots=True)
class _Unknown:
    """Something that is not known at all."""


_Callee = Routine | _OwnClass | Library | Builtin | _Method | _Unknown


class _Run:
    """Follows the code of one statement."""

    def __init__(self, effects: Effects) -> None:
        self.effects = effects
        self.meanings = effects.meanings
        self.reads: set[str] = set()
        self.writes: set[str] = set()
        self.seen: set[object] = set()
        self.known: dict[tuple[str, ast.AST, Frame], object] = {}
        self.frames: dict[tuple[Routine, Given], Frame] = {}
        self.resolving: set[object] = set()
        self.circles: set[object] = set()

    # Statements and expressions

    def visit(self, node: ast.AST, frame: Frame) -> None:
        """Take into account what running ``node`` touches."""
        if isinstance(node, FUNCTIONS):
            self.definition(node, frame)
        elif isinstance(node, ast.ClassDef):
            self.class_definition(node, frame)
        elif isinstance(node, ast.Lambda):
            self.routine(Routine(node, frame), NOTHING_GIVEN)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            self.import_statement(node, frame)
        elif isinstance(node, ast.Call):
            self.call(node, frame)
        elif isinstance(node, ast.If) and _never_runs(node.test):
            self.visit_all(node.orelse, frame)
        elif isinstance(node, (ast.Expr, ast.withitem)):
            self.for_itself(node, frame)
        elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
            self.place(node, frame)
        else:
            if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                self.writes |= self.roots(node.target, frame)
            if isinstance(node, _OPERATIONS):
                for operand in ast.iter_child_nodes(node):
                    if isinstance(operand, ast.expr):
                        self.special_methods(operand, frame)
            self.visit_all(ast.iter_child_nodes(node), frame)

    def visit_all(self, nodes: Iterable[ast.AST], frame: Frame) -> None:
        for node in nodes:
            self.visit(node, frame)

    def for_itself(self, node: ast.Expr | ast.withitem, frame: Frame) -> None:
        """A call that is not made for what it returns."""
        value = node.value if isinstance(node, ast.Expr) else node.context_expr
        value = value.value if isinstance(value, ast.Await) else value
        if isinstance(value, ast.Call):
            self.call(value, frame, for_itself=isinstance(node, ast.Expr))
        else:
            self.visit(value, frame)
        if isinstance(node, ast.withitem):
            self.special_methods(value, frame)
            if node.optional_vars is not None:
                self.visit(node.optional_vars, frame)

    def place(self, node: ast.Name | ast.Attribute | ast.Subscript, frame: Frame) -> None:
        if isinstance(node.ctx, ast.Load):
            self.reads |= self.roots(node, frame)
        else:
            self.store(node, frame)
        if isinstance(node, ast.Subscript):
            self.special_methods(node.value, frame)
            self.visit_all((node.value, node.slice), frame)
        elif isinstance(node, ast.Attribute) and self.meaning(node, frame) is None:
            self.properties(node, frame)
            self.visit(node.value, frame)

    def properties(self, node: ast.Attribute, frame: Frame) -> None:
        """What reading or setting an attribute calls."""
        owners = list(self.classes(node.value, frame))
        for method in self.effects.methods(node.attr):
            of_owner = not owners or any(method.node in each.node.body for own in owners for each in self.lineage(own))
            if of_owner and isinstance(method.node, FUNCTIONS) and _is_property(method.node):
                self.routine(replace(method, owner=self.roots(node.value, frame)), NOTHING_GIVEN)

    def store(self, node: ast.Name | ast.Attribute | ast.Subscript, frame: Frame) -> None:
        if isinstance(node, ast.Name):
            if frame.rebinds(node.id):
                path = frame.source.path
                self.writes |= {state(path, node.id), binding(path, node.id)}
        elif isinstance(node, ast.Attribute):
            self.store_attribute(node.value, node.attr, frame)
        else:
            self.writes |= self.roots(node.value, frame)

    def store_attribute(self, owner: ast.expr, name: str, frame: Frame) -> None:
        meaning = self.meaning(owner, frame)
        if isinstance(meaning, OwnModule):
            self.writes |= {state(meaning.path, name), binding(meaning.path, name)}
        elif isinstance(meaning, Library):
            self.writes |= _library_roots(f"{meaning.dotted}.{name}")
            self.writes |= set() if meaning.is_standard else {contents(meaning.dotted)}
        else:
            self.writes |= self.roots(owner, frame)

    def import_statement(self, node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
        if not frame.follows_imports:
            return
        for _, item in items_of(frame.source, [node]):
            for name in (item.module, f"{item.module}.{item.name}"):
                path = self.effects.modules.path_of(name)
                source = self.meanings.source(path) if path is not None else None
                if source is not None and source.path not in self.seen:
                    self.seen.add(source.path)
                    self.visit_all(source.tree.body, Frame(source, follows_imports=True))

    # Definitions

    def definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> None:
        defaults = [default for default in (*node.args.defaults, *node.args.kw_defaults) if default is not None]
        self.visit_all(defaults, frame)
        self.decorated(node.decorator_list, Given(routines=(Routine(node, frame),)), frame)

    def class_definition(self, node: ast.ClassDef, frame: Frame) -> None:
        self.visit_all((*node.bases, *(keyword.value for keyword in node.keywords)), frame)
        inner = Frame(frame.source, node, local_values(node), outer=frame, follows_imports=frame.follows_imports)
        self.visit_all(node.body, inner)
        for name, values in inner.values.items():
            if not any(isinstance(value, FUNCTIONS) for value in values):
                for made in self.classes(ast.Name(name, ast.Load()), inner):
                    self.all_methods(made, ("__set_name__",), NOTHING_GIVEN)
        own = _OwnClass(node, frame)
        for base in list(self.lineage(own))[1:]:
            self.all_methods(base, ("__init_subclass__",), NOTHING_GIVEN)
        for each in self.metaclasses(own):
            self.all_methods(each, ("__prepare__", "__new__", "__init__"), NOTHING_GIVEN)
        self.decorated(node.decorator_list, NOTHING_GIVEN, frame)

    def decorated(self, decorators: Iterable[ast.expr], given: Given, frame: Frame) -> None:
        for decorator in decorators:
            self.visit(decorator, frame)
            for callee in self.callees(decorator, frame):
                self.apply(callee, given, (), frame, for_itself=False)

    # Calls

    def call(self, node: ast.Call, frame: Frame, *, for_itself: bool = False) -> None:
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        self.visit_all(arguments, frame)
        if not isinstance(node.func, ast.Name) and self.meaning(node.func, frame) is None:
            self.visit(node.func.value if isinstance(node.func, ast.Attribute) else node.func, frame)
        given = self.given(arguments, frame)
        for callee in self.callees(node.func, frame):
            self.apply(callee, given, node.args, frame, for_itself=for_itself)

    def given(self, arguments: Iterable[ast.expr], frame: Frame) -> Given:
        roots = NO_ROOTS.union(*(self.roots(each, frame) for each in arguments))
        return Given(roots, tuple(routine for each in arguments for routine in self.routines(each, frame)))

    def apply(
        self, callee: _Callee, given: Given, arguments: Sequence[ast.expr], frame: Frame, *, for_itself: bool
    ) -> None:
        if isinstance(callee, Routine):
            self.routine(callee, given)
        elif isinstance(callee, _OwnClass):
            self.instance(callee, given)
        elif isinstance(callee, Library):
            self.library_call(callee, given, frame, for_itself=for_itself)
        elif isinstance(callee, Builtin):
            self.builtin_call(callee.name, given, arguments, frame)
        elif isinstance(callee, _Method):
            self.method_call(callee, given, frame, for_itself=for_itself)
        else:
            self.writes.add(ANYTHING)

    def routine(self, routine: Routine, given: Given) -> None:
        key = (routine.node, routine.owner, given.roots, tuple(each.node for each in given.routines))
        if key in self.seen:
            return
        self.seen.add(key)
        if len(self.seen) > _MOST_CALLS:
            self.writes.add(ANYTHING)
            return
        body = routine.node.body
        self.visit_all(body if isinstance(body, list) else [body], self.called(routine, given))

    def instance(self, made: _OwnClass, given: Given) -> None:
        """What making an object of an own class does; libraries call decorated methods of classes based on theirs."""
        for each in self.lineage(made):
            self.all_methods(each, _MADE_BY, given)
            if any(isinstance(self.meaning(base, each.frame), Library) for base in each.node.bases):
                hooks = [method.name for method in _methods_of(each.node) if _is_hook(method)]
                self.all_methods(each, hooks, NOTHING_GIVEN)
        for each in self.metaclasses(made):
            self.all_methods(each, ("__call__",), given)

    def all_methods(self, owner: _OwnClass, names: Iterable[str], given: Given) -> None:
        for method in _methods_of(owner.node):
            if method.name in names:
                self.routine(Routine(method, owner.frame, NO_ROOTS), given)

    def library_call(self, callee: Library, given: Given, frame: Frame, *, for_itself: bool) -> None:
        dotted = callee.dotted
        name = dotted.rpartition(".")[2]
        changes = facts.sets_up(dotted) if callee.is_standard else facts.method_sets_up(name)
        common = _library_roots(dotted) & {ENVIRONMENT, SEARCH_PATH}
        if common and dotted not in (*facts.ENVIRONMENT_OBJECTS, *facts.SEARCH_PATH_OBJECTS):
            (self.reads if name in facts.PURE_METHODS else self.writes).update(common)
        elif dotted == "site.addsitedir":
            self.writes.add(SEARCH_PATH)
        elif dotted in facts.RUN_MODULES:
            self.writes.add(ANYTHING)
        elif dotted in facts.ENVIRONMENT_WRITERS or (not callee.is_standard and name in facts.ENVIRONMENT_FILLERS):
            self.writes.add(ENVIRONMENT)
        elif dotted in facts.ENVIRONMENT_READERS:
            self.reads.add(ENVIRONMENT)
        elif dotted.startswith("logging."):
            self.logging_call(name, frame)
        elif dotted.startswith("warnings."):
            self.writes.add(library(dotted))
        elif dotted.startswith(("sys.stdout.", "sys.stderr.")):
            self.writes.add(OUTPUT)
        elif dotted in facts.QUIET_CALLS:
            self.writes |= _library_roots(dotted)
        elif dotted.startswith(_OBJECTS_OF_THEIR_OWN):
            pass
        elif changes or for_itself:
            self.writes |= {OUTSIDE, *_library_roots(dotted)}
            self.hand_over(given)
            self.writes |= {LIBRARIES} if facts.patches(dotted) else set()
        else:
            self.reads |= _library_roots(dotted) if callee.is_standard else {ENVIRONMENT, package(dotted)}

    def hand_over(self, given: Given) -> None:
        """Code that is not known may change what it is given, and call the functions."""
        self.writes |= given.roots
        for routine in given.routines:
            self.routine(routine, NOTHING_GIVEN)

    def logging_call(self, name: str, frame: Frame) -> None:
        if name in facts.LOGGING_SETTERS:
            self.writes.add(LOGGING)
        elif name in facts.LOG_LEVELS:
            self.reads.add(LOGGING)
        if name in facts.LOGGER_MAKERS:
            self.reads.add(LOGGERS)
        elif name in facts.LOGGERS_SETTERS and not keeps_existing_loggers(frame.source):
            self.writes.add(LOGGERS)

    def builtin_call(self, name: str, given: Given, arguments: Sequence[ast.expr], frame: Frame) -> None:
        if name in ("print", "input"):
            self.writes.add(OUTPUT)
        elif name == "next" and arguments:
            self.writes |= self.roots(arguments[0], frame)
        elif name in ("exec", "eval", "__import__", "breakpoint"):
            self.writes.add(ANYTHING)
        elif name in ("setattr", "delattr") and len(arguments) > 1:
            attribute = arguments[1].value if isinstance(arguments[1], ast.Constant) else None
            if isinstance(attribute, str):
                self.store_attribute(arguments[0], attribute, frame)
            else:
                self.writes |= self.roots(arguments[0], frame) or {ANYTHING}
        for routine in given.routines:
            self.routine(routine, NOTHING_GIVEN)
        for argument in arguments:
            self.special_methods(argument, frame)

    def special_methods(self, node: ast.expr, frame: Frame) -> None:
        """What operators, loops, texts and the like may call of an object ``node`` of an own class."""
        for own in self.classes(node, frame):
            for each in self.lineage(own):
                for method in _methods_of(each.node):
                    if method.name.startswith("__") and method.name not in _NOT_OF_OBJECTS:
                        self.routine(Routine(method, each.frame, self.roots(node, frame)), NOTHING_GIVEN)

    def method_call(self, callee: _Method, given: Given, frame: Frame, *, for_itself: bool) -> None:
        name, receiver = callee.name, callee.receiver
        speaks = name in facts.LOG_LEVELS and "log" in ast.unparse(receiver).lower()
        if speaks or name in facts.LOGGING_SETTERS or name in facts.LOGGER_MAKERS:
            self.logging_call(name, frame)
            return
        if _is_super(receiver):
            return
        if name in facts.ENVIRONMENT_FILLERS:
            self.writes.add(ENVIRONMENT)
        if name not in facts.PURE_METHODS:
            self.writes |= self.roots(receiver, frame)
        if name in facts.CALLING_METHODS:
            self.hand_over(given)
        own = () if self.is_library_object(receiver, frame) else self.effects.methods(name)
        if not own and for_itself and facts.method_sets_up(name):
            self.writes |= {OUTSIDE, LIBRARIES}
            self.hand_over(given)
        for method in own:
            self.routine(replace(method, owner=self.roots(receiver, frame)), given)

    # What is called

    def callees(self, func: ast.expr, frame: Frame) -> list[_Callee]:
        """What a call of ``func`` may call."""
        return self.once("callees", func, frame, lambda: list(self._callees(func, frame)), [])

    def _callees(self, func: ast.expr, frame: Frame) -> Iterator[_Callee]:
        if isinstance(func, ast.Lambda):
            yield Routine(func, frame)
        elif isinstance(func, ast.IfExp):
            yield from (*self.callees(func.body, frame), *self.callees(func.orelse, frame))
        elif isinstance(func, ast.Call):
            yield from self.returned(func, frame)
        elif isinstance(func, ast.Name) and frame.owner_of(func.id) is not None:
            yield from self.local_callees(func.id, frame)
        elif isinstance(func, (ast.Name, ast.Attribute)):
            meaning = self.meaning(func, frame)
            if isinstance(meaning, (Library, Builtin)):
                yield meaning
            elif isinstance(meaning, OwnName):
                yield from self.defined(meaning)
            elif isinstance(func, ast.Attribute) and not isinstance(meaning, OwnModule):
                yield from self.methods(func, frame)
            else:
                yield _Unknown()
        else:
            yield _Unknown()

    def local_callees(self, name: str, frame: Frame) -> Iterator[_Callee]:
        owner = frame.owner_of(name)
        if owner is None:
            return
        if name in owner.arguments:
            yield from owner.arguments[name].routines
        for value in owner.values.get(name, ()):
            if isinstance(value, FUNCTIONS):
                yield Routine(value, owner)
            elif isinstance(value, ast.ClassDef):
                yield _OwnClass(value, owner)
            elif isinstance(value, (ast.Import, ast.ImportFrom)):
                yield from self.imported_callees(value, name, owner)
            elif isinstance(value, ast.expr):
                yield from self.callees(value, owner)

    def imported_callees(self, node: ast.Import | ast.ImportFrom, name: str, frame: Frame) -> Iterator[_Callee]:
        for _, item in items_of(frame.source, [node]):
            meaning = self.meanings.imported(item) if item.bound_name == name else None
            if isinstance(meaning, Library):
                yield meaning
            elif isinstance(meaning, OwnName):
                yield from self.defined(meaning)

    def defined(self, name: OwnName) -> Iterator[_Callee]:
        """What calling a module-level name of the app calls."""
        source = self.meanings.source(name.path)
        bounds = module_scope(source).bound.get(name.name, ()) if source is not None else ()
        if source is None or not bounds:
            yield _Unknown()
            return
        for bound in bounds:
            if isinstance(bound.node, FUNCTIONS):
                yield Routine(bound.node, Frame(source))
            elif isinstance(bound.node, ast.ClassDef):
                yield _OwnClass(bound.node, Frame(source))
        value = assigned_once(source, name.name)
        if value is not None:
            yield from self.callees(value, Frame(source))
        elif any(bound.kind not in ("def", "class", "import") for bound in bounds):
            yield _Unknown()

    def methods(self, func: ast.Attribute, frame: Frame) -> Iterator[_Callee]:
        """What ``func`` calls where it is a method of an object or class."""
        found = False
        for owner in self.classes(func.value, frame):
            for each in self.lineage(owner):
                for method in _methods_of(each.node):
                    if method.name == func.attr:
                        found = True
                        yield Routine(method, each.frame, self.roots(func.value, frame))
        if not found:
            yield _Method(func.value, func.attr)

    def classes(self, node: ast.expr, frame: Frame) -> Iterator[_OwnClass]:
        """The own classes that ``node`` may be, or be an object of."""
        made = node.func if isinstance(node, ast.Call) else node
        values: Sequence[ast.AST] = ()
        if isinstance(made, ast.Name) and (owner := frame.owner_of(made.id)) is not None:
            values, frame = owner.values.get(made.id, ()), owner
        elif isinstance(meaning := self.meaning(made, frame), OwnName):
            yield from (each for each in self.defined(meaning) if isinstance(each, _OwnClass))
            source = self.meanings.source(meaning.path)
            value = assigned_once(source, meaning.name) if source is not None else None
            if source is not None and value is not None:
                values, frame = (value,), Frame(source)
        for each in values:
            if isinstance(each, ast.Call):
                yield from (found for found in self.callees(each.func, frame) if isinstance(found, _OwnClass))

    def lineage(self, own: _OwnClass) -> Iterator[_OwnClass]:
        """The class and its bases, as far as they are the app's own."""
        pending, known = [own], set()
        while pending:
            each = pending.pop(0)
            if each.node in known:
                continue
            known.add(each.node)
            yield each
            for base in each.node.bases:
                pending += [found for found in self.callees(base, each.frame) if isinstance(found, _OwnClass)]

    def metaclasses(self, own: _OwnClass) -> Iterator[_OwnClass]:
        for each in self.lineage(own):
            for keyword in each.node.keywords:
                if keyword.arg == "metaclass":
                    yield from (c for c in self.callees(keyword.value, each.frame) if isinstance(c, _OwnClass))

    def returned(self, call: ast.Call, frame: Frame) -> Iterator[_Callee]:
        """What calling the result of ``call`` calls; an object of a library is taken for harmless."""
        given = self.given([*call.args, *(keyword.value for keyword in call.keywords)], frame)
        for callee in self.callees(call.func, frame):
            if callee == Builtin("getattr"):
                yield from self.attribute_callees(call, frame)
            elif callee == Library("functools.partial") and call.args:
                yield from self.callees(call.args[0], frame)
            elif isinstance(callee, Routine):
                inner = self.called(callee, given)
                for value in _returned_values(callee):
                    yield from self.routines(value, inner)
            elif isinstance(callee, _OwnClass):
                for each in self.lineage(callee):
                    for method in _methods_of(each.node):
                        if method.name == "__call__":
                            yield Routine(method, each.frame, NO_ROOTS)

    def attribute_callees(self, call: ast.Call, frame: Frame) -> Iterator[_Callee]:
        """What ``getattr(x, "name")`` calls."""
        name = call.args[1].value if len(call.args) > 1 and isinstance(call.args[1], ast.Constant) else None
        if isinstance(name, str):
            yield from self.callees(ast.Attribute(call.args[0], name, ast.Load()), frame)
        else:
            yield _Unknown()

    def routines(self, node: ast.expr, frame: Frame) -> list[Routine]:
        """The functions of the app that ``node`` may be."""
        if not isinstance(node, (ast.Name, ast.Attribute, ast.Lambda, ast.Call, ast.IfExp)):
            return []
        return [callee for callee in self.callees(node, frame) if isinstance(callee, Routine)]

    def is_library_object(self, node: ast.expr, frame: Frame) -> bool:
        """Whether ``node`` is an object that a library has made."""
        if isinstance(node, ast.Name):
            owner = frame.owner_of(node.id)
            if owner is not None:
                values: Sequence[ast.AST | None] = owner.values.get(node.id, ())
            else:
                values = (assigned_once(frame.source, node.id),)
            calls = [value for value in values if isinstance(value, ast.Call)]
            return len(calls) == len(values) > 0 and all(self.is_library_object(each, owner or frame) for each in calls)
        if isinstance(node, ast.Call):
            callees = self.callees(node.func, frame)
            return bool(callees) and all(isinstance(each, (Library, Builtin)) for each in callees)
        return isinstance(self.meaning(node, frame), Library)

    # Answers that are worked out once

    def once(self, what: str, node: ast.AST, frame: Frame, work: Callable[[], _Answer], circular: _Answer) -> _Answer:
        """What ``work`` finds of ``node`` in ``frame``; ``circular`` if that is being worked out already.

        An answer is kept unless it was cut short by such a question that is still open.
        """
        known = (what, node, frame)
        if known in self.known:
            return cast(_Answer, self.known[known])
        key = (what, node, frame.node)
        if key in self.resolving:
            self.circles.add(key)
            return circular
        self.resolving.add(key)
        try:
            answer = work()
        finally:
            self.resolving.discard(key)
        self.circles.discard(key)
        if not self.circles:
            self.known[known] = answer
        return answer

    def called(self, routine: Routine, given: Given) -> Frame:
        """The frame of a call of ``routine``, one for all calls with the same arguments."""
        if (routine, given) not in self.frames:
            self.frames[routine, given] = called(routine, given)
        return self.frames[routine, given]

    # What things mean, and what they are part of

    def meaning(self, node: ast.expr, frame: Frame) -> Meaning | None:
        """What a dotted name means; None for what is local, an object, or not known."""
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name):
            return None
        owner = frame.owner_of(root.id)
        if owner is None:
            return self.meanings.of(frame.source, node)
        if isinstance(node, ast.Attribute):
            above = self.meaning(node.value, frame)
            if isinstance(above, OwnModule):
                return self.meanings.member(above.path, node.attr)
            return Library(f"{above.dotted}.{node.attr}") if isinstance(above, Library) else None
        values = owner.values.get(root.id, ())
        if len(values) == 1 and root.id not in owner.arguments:
            return self.local_meaning(values[0], root.id, owner)
        return None

    def local_meaning(self, value: ast.AST, name: str, frame: Frame) -> Meaning | None:
        if isinstance(value, (ast.Import, ast.ImportFrom)):
            items = (item for _, item in items_of(frame.source, [value]) if item.bound_name == name)
            item: ImportItem | None = next(items, None)
            return self.meanings.imported(item) if item is not None else None
        if not isinstance(value, (ast.Name, ast.Attribute)):
            return None
        return self.once("meaning", value, frame, lambda: self.meaning(value, frame), None)

    def roots(self, node: ast.AST, frame: Frame) -> frozenset[str]:
        """The names of what the object ``node`` is, or is part of, as far as others can reach it."""
        return self.once("roots", node, frame, lambda: self._roots(node, frame), NO_ROOTS)

    def _roots(self, node: ast.AST, frame: Frame) -> frozenset[str]:
        if isinstance(node, ast.Name) and (owner := frame.owner_of(node.id)) is not None:
            found = owner.arguments[node.id].roots if node.id in owner.arguments else NO_ROOTS
            meaning = self.meaning(node, frame)
            if meaning is not None:
                return found | self.meaning_roots(meaning)
            return found.union(*(self.roots(value, owner) for value in owner.values.get(node.id, ())))
        if isinstance(node, (ast.Name, ast.Attribute)):
            meaning = self.meaning(node, frame)
            if meaning is not None:
                return self.meaning_roots(meaning)
            return self.roots(node.value, frame) if isinstance(node, ast.Attribute) else NO_ROOTS
        if isinstance(node, (ast.Subscript, ast.Starred, ast.Await, ast.NamedExpr)):
            return self.roots(node.value, frame)
        if isinstance(node, ast.IfExp):
            return self.roots(node.body, frame) | self.roots(node.orelse, frame)
        if isinstance(node, ast.BoolOp):
            return NO_ROOTS.union(*(self.roots(value, frame) for value in node.values))
        return self.call_roots(node, frame) if isinstance(node, ast.Call) else NO_ROOTS

    def meaning_roots(self, meaning: Meaning) -> frozenset[str]:
        if isinstance(meaning, Library):
            return _library_roots(meaning.dotted)
        if not isinstance(meaning, OwnName):
            return NO_ROOTS
        found = frozenset({state(meaning.path, meaning.name)})
        source = self.meanings.source(meaning.path)
        value = assigned_once(source, meaning.name) if source is not None else None
        if source is not None and isinstance(value, (ast.Subscript, ast.Call, ast.IfExp, ast.BoolOp)):
            found |= self.roots(value, Frame(source)) - {ENVIRONMENT}
        return found

    def call_roots(self, node: ast.Call, frame: Frame) -> frozenset[str]:
        """What the result of a call is part of: what an own function returns, or a method's object."""
        found: set[str] = set()
        for callee in self.callees(node.func, frame):
            if isinstance(callee, Routine):
                given = self.given([*node.args, *(keyword.value for keyword in node.keywords)], frame)
                inner = self.called(callee, given)
                found = found.union(*(self.roots(value, inner) for value in _returned_values(callee)))
            elif isinstance(callee, _Method):
                found |= self.roots(callee.receiver, frame) - {ENVIRONMENT}
            elif isinstance(callee, Builtin) and callee.name in ("getattr", "vars", "next", "iter", "reversed"):
                found |= self.roots(node.args[0], frame) if node.args else set()
        return frozenset(found)


def _library_roots(dotted: str) -> frozenset[str]:
    if any(dotted == each or dotted.startswith(each + ".") for each in facts.ENVIRONMENT_OBJECTS):
        return frozenset({ENVIRONMENT})
    if any(dotted == each or dotted.startswith(each + ".") for each in facts.SEARCH_PATH_OBJECTS):
        return frozenset({SEARCH_PATH})
    return frozenset({library(dotted) if Library(dotted).is_standard else package(dotted)})


def _returned_values(routine: Routine) -> Iterator[ast.expr]:
    if isinstance(routine.node, ast.Lambda):
        yield routine.node.body
    for node in own_nodes(routine.node):
        if isinstance(node, ast.Return) and node.value is not None:
            yield node.value


def _methods_of(node: ast.ClassDef) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (each for each in node.body if isinstance(each, FUNCTIONS))


def _is_hook(method: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a method is decorated with what a library may take for the wish to call it."""
    names = [
        last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
        for decorator in method.decorator_list
    ]
    return any(name not in _PLAIN_DECORATORS for name in names)


def _is_property(method: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(last_name(each) in ("property", "cached_property", "setter") for each in method.decorator_list)


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


def _never_runs(test: ast.expr) -> bool:
    """Whether a condition holds neither in the worker nor in any module it loads."""
    if last_name(test) == "TYPE_CHECKING":
        return True
    values = [test.left, *test.comparators] if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.Eq) else []
    return {"__name__"} & {last_name(each) for each in values} != set() and any(
        isinstance(each, ast.Constant) and each.value == "__main__" for each in values
    )
