"""What the top-level statements of modules read and change when they run, calls of the app's own functions included.

Harmlessness is shown, not assumed: a call is harmless if what it calls is followed to its end or known to be harmless.
A library's object that is given a name is harmless, too; what it can do to others is fail.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pystein_migrate.facts import effects as facts

from .callees import Callee, Callees, OwnClass, TooManyQuestionsError, UnknownMethod, library_roots
from .calls import NO_ROOTS, NOTHING_GIVEN, Frame, Given, Routine, local_values
from .conditions import outcome
from .definitions import FUNCTIONS, Definition, defaults, methods_of
from .expressions import last_name
from .idle_paths import IdlePaths
from .imports import items_of
from .loggers import keeps_existing_loggers
from .meanings import Builtin, Library, Meanings, OwnModule
from .modules import Modules
from .nodes import children
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


class Effects:
    """What statements of an app's modules touch, each worked out when it is first asked for."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self.meanings = Meanings(modules)
        self.exports = self.meanings.exports
        self._known: dict[ast.stmt, Touch] = {}
        self._idle_paths = IdlePaths(modules)
        self._idle: dict[str, frozenset[ast.stmt]] = {}
        self._methods: dict[str, list[Routine]] | None = None

    def of(self, source: Source, statement: ast.stmt) -> Touch:
        """What the top-level ``statement`` of ``source`` touches; what its imports load is not counted."""
        if statement not in self._known:
            if isinstance(statement, (ast.Import, ast.ImportFrom)) or statement in self.idle(source):
                self._known[statement] = NOTHING
            else:
                self._known[statement] = self._followed(source, statement)
        return self._known[statement]

    def idle(self, source: Source) -> frozenset[ast.stmt]:
        """The statements of ``source`` that add to ``sys.path`` what finds nothing."""
        if source.path not in self._idle:
            self._idle[source.path] = self._idle_paths.of(source)
        return self._idle[source.path]

    def _followed(self, source: Source, statement: ast.stmt) -> Touch:
        run = _Run(self)
        try:
            run.visit(statement, Frame(source))
        except (RecursionError, TooManyQuestionsError):  # deeper, or with more ways, than this can follow
            run.writes.add(ANYTHING)
        return Touch(frozenset(run.reads), frozenset(run.writes))

    def methods(self, name: str) -> Sequence[Routine]:
        """The methods called ``name`` of all classes of the app."""
        if self._methods is None:
            self._methods = {}
            for source in self.modules.sources():
                for node in source.nodes_of(ast.ClassDef):
                    for method in methods_of(node):
                        routine = Routine(method, Frame(source), NO_ROOTS)
                        self._methods.setdefault(method.name, []).append(routine)
        return self._methods.get(name, ())


class _Run:
    """Follows the code of one statement."""

    def __init__(self, effects: Effects) -> None:
        self.effects = effects
        self.meanings = effects.meanings
        self.callees = Callees(effects.meanings)
        self.reads: set[str] = set()
        self.writes: set[str] = set()
        self.seen: set[object] = set()

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
        elif isinstance(node, ast.If) and outcome(node.test) is False:
            self.visit_all(node.orelse, frame)
        elif isinstance(node, (ast.Expr, ast.withitem)):
            self.for_itself(node, frame)
        elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
            self.place(node, frame)
        else:
            if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
                self.writes |= self.callees.roots(node.target, frame)
            if isinstance(node, _OPERATIONS):
                for operand in children(node):
                    if isinstance(operand, ast.expr):
                        self.special_methods(operand, frame)
            self.visit_all(children(node), frame)

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
            self.reads |= self.callees.roots(node, frame)
        else:
            self.store(node, frame)
        if isinstance(node, ast.Subscript):
            self.special_methods(node.value, frame)
            self.visit_all((node.value, node.slice), frame)
        elif isinstance(node, ast.Attribute) and self.callees.meaning(node, frame) is None:
            self.properties(node, frame)
            self.visit(node.value, frame)

    def properties(self, node: ast.Attribute, frame: Frame) -> None:
        """What reading or setting an attribute calls."""
        owners = list(self.callees.classes(node.value, frame))
        for method in self.effects.methods(node.attr):
            of_owner = not owners or any(
                method.node in each.node.body for own in owners for each in self.callees.lineage(own)
            )
            if of_owner and isinstance(method.node, FUNCTIONS) and _is_property(method.node):
                self.routine(replace(method, owner=self.callees.roots(node.value, frame)), NOTHING_GIVEN)

    def store(self, node: ast.Name | ast.Attribute | ast.Subscript, frame: Frame) -> None:
        if isinstance(node, ast.Name):
            if frame.rebinds(node.id):
                path = frame.source.path
                self.writes |= {state(path, node.id), binding(path, node.id)}
        elif isinstance(node, ast.Attribute):
            self.store_attribute(node.value, node.attr, frame)
        else:
            self.writes |= self.callees.roots(node.value, frame)
            self.writes |= {LOGGING} if last_name(node.value) in facts.LOGGER_ATTRIBUTES else set()

    def store_attribute(self, owner: ast.expr, name: str, frame: Frame) -> None:
        if name in facts.LOGGER_ATTRIBUTES:
            self.writes.add(LOGGING)
        meaning = self.callees.meaning(owner, frame)
        if isinstance(meaning, OwnModule):
            self.writes |= {state(meaning.path, name), binding(meaning.path, name)}
        elif isinstance(meaning, Library):
            self.writes |= library_roots(f"{meaning.dotted}.{name}")
            self.writes |= set() if meaning.is_standard else {contents(meaning.dotted)}
        else:
            self.writes |= self.callees.roots(owner, frame)

    def import_statement(self, node: ast.Import | ast.ImportFrom, frame: Frame) -> None:
        if not frame.follows_imports:
            return
        for _, item in items_of(frame.source, [node]):
            for name in (item.module, f"{item.module}.{item.name}"):
                path = self.effects.modules.path_of(name)
                source = self.effects.modules.source(path) if path is not None else None
                if source is not None and source.path not in self.seen:
                    self.seen.add(source.path)
                    self.visit_all(source.tree.body, Frame(source, follows_imports=True))

    # Definitions

    def definition(self, node: Definition, frame: Frame) -> None:
        self.visit_all(defaults(node), frame)
        self.decorated(node.decorator_list, Given(routines=(Routine(node, frame),)), frame)

    def class_definition(self, node: ast.ClassDef, frame: Frame) -> None:
        self.visit_all((*node.bases, *(keyword.value for keyword in node.keywords)), frame)
        inner = Frame(frame.source, node, local_values(node), outer=frame, follows_imports=frame.follows_imports)
        self.visit_all(node.body, inner)
        for name, values in inner.values.items():
            if not any(isinstance(value, FUNCTIONS) for value in values):
                for made in self.callees.classes(ast.Name(name, ast.Load()), inner):
                    self.all_methods(made, ("__set_name__",), NOTHING_GIVEN)
        own = OwnClass(node, frame)
        for base in list(self.callees.lineage(own))[1:]:
            self.all_methods(base, ("__init_subclass__",), NOTHING_GIVEN)
        for each in self.callees.metaclasses(own):
            self.all_methods(each, ("__prepare__", "__new__", "__init__"), NOTHING_GIVEN)
        self.decorated(node.decorator_list, NOTHING_GIVEN, frame)

    def decorated(self, decorators: Iterable[ast.expr], given: Given, frame: Frame) -> None:
        for decorator in decorators:
            self.visit(decorator, frame)
            for callee in self.callees.of(decorator, frame):
                self.apply(callee, given, (), frame, for_itself=False)

    # Calls

    def call(self, node: ast.Call, frame: Frame, *, for_itself: bool = False) -> None:
        if isinstance(node.func, ast.Attribute) and last_name(node.func.value) in facts.LOGGER_ATTRIBUTES:
            self.writes.add(LOGGING)
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        self.visit_all(arguments, frame)
        if not isinstance(node.func, ast.Name) and self.callees.meaning(node.func, frame) is None:
            self.visit(node.func.value if isinstance(node.func, ast.Attribute) else node.func, frame)
        given = self.callees.given(arguments, frame)
        for callee in self.callees.of(node.func, frame):
            self.apply(callee, given, node.args, frame, for_itself=for_itself)

    def apply(
        self, callee: Callee, given: Given, arguments: Sequence[ast.expr], frame: Frame, *, for_itself: bool
    ) -> None:
        if isinstance(callee, Routine):
            self.routine(callee, given)
        elif isinstance(callee, OwnClass):
            self.instance(callee, given)
        elif isinstance(callee, Library):
            self.library_call(callee, given, frame, for_itself=for_itself)
        elif isinstance(callee, Builtin):
            self.builtin_call(callee.name, given, arguments, frame)
        elif isinstance(callee, UnknownMethod):
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
        self.visit_all(body if isinstance(body, list) else [body], self.callees.called(routine, given))

    def instance(self, made: OwnClass, given: Given) -> None:
        """What making an object of an own class does; libraries call decorated methods of classes based on theirs."""
        for each in self.callees.lineage(made):
            self.all_methods(each, _MADE_BY, given)
            if any(isinstance(self.callees.meaning(base, each.frame), Library) for base in each.node.bases):
                hooks = [method.name for method in methods_of(each.node) if _is_hook(method)]
                self.all_methods(each, hooks, NOTHING_GIVEN)
        for each in self.callees.metaclasses(made):
            self.all_methods(each, ("__call__",), given)

    def all_methods(self, owner: OwnClass, names: Iterable[str], given: Given) -> None:
        for method in methods_of(owner.node):
            if method.name in names:
                self.routine(Routine(method, owner.frame, NO_ROOTS), given)

    def library_call(self, callee: Library, given: Given, frame: Frame, *, for_itself: bool) -> None:
        dotted = callee.dotted
        name = dotted.rpartition(".")[2]
        changes = facts.sets_up(dotted) if callee.is_standard else facts.method_sets_up(name)
        common = library_roots(dotted) & {ENVIRONMENT, SEARCH_PATH}
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
            self.writes |= library_roots(dotted)
        elif dotted.startswith(_OBJECTS_OF_THEIR_OWN):
            pass
        elif changes or for_itself:
            self.writes |= {OUTSIDE, *library_roots(dotted)}
            self.hand_over(given)
            self.writes |= {LIBRARIES} if facts.patches(dotted) else set()
        else:
            self.reads |= library_roots(dotted) if callee.is_standard else {ENVIRONMENT, package(dotted)}

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
            self.writes |= self.callees.roots(arguments[0], frame)
        elif name in ("exec", "eval", "__import__", "breakpoint"):
            self.writes.add(ANYTHING)
        elif name in ("setattr", "delattr") and len(arguments) > 1:
            attribute = arguments[1].value if isinstance(arguments[1], ast.Constant) else None
            if isinstance(attribute, str):
                self.store_attribute(arguments[0], attribute, frame)
            else:
                self.writes |= self.callees.roots(arguments[0], frame) or {ANYTHING}
        for routine in given.routines:
            self.routine(routine, NOTHING_GIVEN)
        for argument in arguments:
            self.special_methods(argument, frame)

    def special_methods(self, node: ast.expr, frame: Frame) -> None:
        """What operators, loops, texts and the like may call of an object ``node`` of an own class."""
        for own in self.callees.classes(node, frame):
            for each in self.callees.lineage(own):
                for method in methods_of(each.node):
                    if method.name.startswith("__") and method.name not in _NOT_OF_OBJECTS:
                        self.routine(Routine(method, each.frame, self.callees.roots(node, frame)), NOTHING_GIVEN)

    def method_call(self, callee: UnknownMethod, given: Given, frame: Frame, *, for_itself: bool) -> None:
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
            self.writes |= self.callees.roots(receiver, frame)
        if name in facts.CALLING_METHODS:
            self.hand_over(given)
        own = () if self.callees.is_library_object(receiver, frame) else self.effects.methods(name)
        if not own and for_itself and facts.method_sets_up(name):
            self.writes |= {OUTSIDE, LIBRARIES}
            self.hand_over(given)
        for method in own:
            self.routine(replace(method, owner=self.callees.roots(receiver, frame)), given)


def _is_hook(method: Definition) -> bool:
    """Whether a method is decorated with what a library may take for the wish to call it."""
    names = [
        last_name(decorator.func if isinstance(decorator, ast.Call) else decorator)
        for decorator in method.decorator_list
    ]
    return any(name not in _PLAIN_DECORATORS for name in names)


def _is_property(method: Definition) -> bool:
    return any(last_name(each) in ("property", "cached_property", "setter") for each in method.decorator_list)


def _is_super(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
