"""What happens while a module is loaded: its statements, those of the functions that they call, and its imports."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .conditions import outcome
from .definitions import FUNCTIONS, Definition, defaults, methods_of
from .expressions import last_name
from .imports import items_of
from .meanings import Meanings, OwnName
from .modules import Modules
from .nodes import children
from .scopes import only_definition
from .source import Source

_IMPORTS = (ast.Import, ast.ImportFrom)
_EVERYTHING = "BaseException"
# How many calls of the app's functions within one another are followed.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a statement: the exceptions that handlers catch there, and the conditions it runs under."""

    caught: frozenset[str] = frozenset()
    tests: tuple[ast.expr, ...] = ()

    def catches(self, error: str) -> bool:
        """Whether a failure with the exception called ``error`` ends here; one that is no builtin is an Exception."""
        kind = getattr(builtins, error, Exception)
        kind = kind if isinstance(kind, type) and issubclass(kind, BaseException) else Exception
        return error in self.caught or any(base.__name__ in self.caught for base in kind.__mro__)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A simple statement, or an expression in a compound one, that runs while a module is loaded."""

    source: Source
    node: ast.AST
    around: Around

    def nodes(self) -> Iterator[ast.AST]:
        """What of it runs: everything but the bodies of lambdas."""
        todo: list[ast.AST] = [self.node]
        while todo:
            node = todo.pop()
            yield node
            if not isinstance(node, ast.Lambda):
                todo += children(node)


@dataclass(slots=True, eq=False)
class Loading:
    """What loading one module does itself: its steps, and the modules of the app that it loads."""

    steps: list[Step] = field(default_factory=list)
    modules: list[tuple[str, Around]] = field(default_factory=list)


class Loader:
    """Answers what loading the modules of an app does, without loading any."""

    def __init__(self, modules: Modules) -> None:
        self._meanings = Meanings(modules, certain=True)
        self._known: dict[str, Loading] = {}

    def loading(self, path: str) -> Loading:
        """What loading the module at ``path`` does itself; nothing, if it cannot be parsed."""
        if path not in self._known:
            source = self._meanings.modules.source(path)
            if source is None:
                return Loading()
            run = _Run(self._meanings, Loading())
            run.statements(source, source.tree.body, Around())
            self._known[path] = run.found
        return self._known[path]

    def loaded(self, path: str) -> Iterator[tuple[Loading, Around]]:
        """What loading ``path`` does, and what each module does that is loaded with it, with what stands around that.

        A module that several others load counts once, where most may fail.
        """
        seen: dict[str, frozenset[str]] = {}
        pending = [(path, Around())]
        while pending:
            current, around = pending.pop()
            if current in seen and seen[current] <= around.caught:
                continue
            seen[current] = around.caught & seen.get(current, around.caught)
            loading = self.loading(current)
            yield loading, around
            pending += [(inner, _inside(around, more.caught, more.tests)) for inner, more in loading.modules]


class _Run:
    """Follows the statements of one module and of the app's functions that they call."""

    def __init__(self, meanings: Meanings, found: Loading) -> None:
        self.meanings = meanings
        self.modules = meanings.modules
        self.found = found
        self.called: set[tuple[ast.AST, frozenset[str]]] = set()
        self.depth = 0

    def statements(self, source: Source, body: Iterable[ast.stmt], around: Around) -> None:
        for node in body:
            self.statement(source, node, around)

    def statement(self, source: Source, node: ast.stmt, around: Around) -> None:
        if isinstance(node, FUNCTIONS):
            for expression in (*node.decorator_list, *defaults(node)):
                self.step(source, expression, around)
        elif isinstance(node, ast.ClassDef):
            for expression in (*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)):
                self.step(source, expression, around)
            self.statements(source, node.body, around)
        elif isinstance(node, ast.If):
            self.if_(source, node, around)
        elif isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
            self.try_(source, node, around)  # type: ignore[arg-type]
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Match)):
            self.compound(source, node, around)
        elif isinstance(node, _IMPORTS):
            self.import_(source, node, around)
        else:
            self.step(source, node, around)

    def if_(self, source: Source, node: ast.If, around: Around) -> None:
        """The branches of an ``if``, those behind ``elif`` one after the other: there may be hundreds."""
        rest: list[ast.stmt] = [node]
        while len(rest) == 1 and isinstance(rest[0], ast.If):
            branch = rest[0]
            self.step(source, branch.test, around)
            around = _inside(around, tests=(branch.test,))
            if outcome(branch.test) is not False:
                self.statements(source, branch.body, around)
            rest = branch.orelse
        self.statements(source, rest, around)

    def try_(self, source: Source, node: ast.Try, around: Around) -> None:
        caught = [name for handler in node.handlers if not _raises(handler) for name in _caught_by(handler)]
        self.statements(source, node.body, _inside(around, caught))
        for handler in node.handlers:
            self.statements(source, handler.body, around)
        self.statements(source, [*node.orelse, *node.finalbody], around)

    def compound(self, source: Source, node: ast.stmt, around: Around) -> None:
        for child in children(node):
            if isinstance(child, ast.withitem):
                self.step(source, child.context_expr, around)
            elif isinstance(child, ast.match_case):
                self.statements(source, child.body, around)
            elif isinstance(child, ast.stmt):
                self.statement(source, child, around)
            else:
                self.step(source, child, around)

    def import_(self, source: Source, node: ast.Import | ast.ImportFrom, around: Around) -> None:
        self.found.steps.append(Step(source, node, around))
        for _, item in items_of(source, [node]):
            names = [f"{item.module}.{item.name}", item.module] if item.name else [item.module]
            paths = (path for name in names for path in self.modules.loaded_with(name))
            self.found.modules += [(path, around) for path in paths if path != source.path]

    def step(self, source: Source, node: ast.AST, around: Around) -> None:
        step = Step(source, node, around)
        self.found.steps.append(step)
        for inner in step.nodes():
            called = inner.func if isinstance(inner, ast.Call) else None
            if called is not None:
                self.call(source, called, around)

    def call(self, source: Source, called: ast.expr, around: Around) -> None:
        """Follow a call of a function or class of the app."""
        where, node = self.definition_of(source, called)
        if isinstance(node, ast.ClassDef):
            node = next((each for each in methods_of(node) if each.name == "__init__"), None)
        if not isinstance(node, ast.FunctionDef) or _is_generator(node) or self.depth == _DEEPEST:
            return
        if (node, around.caught) not in self.called:
            self.called.add((node, around.caught))
            self.depth += 1
            self.statements(where, node.body, around)
            self.depth -= 1

    def definition_of(self, source: Source, called: ast.expr) -> tuple[Source, Definition | ast.ClassDef | None]:
        """The function or class of the app that the expression ``called`` names, and the module it is in."""
        meaning = self.meanings.of(source, called)
        there = self.modules.source(meaning.path) if isinstance(meaning, OwnName) else None
        if isinstance(meaning, OwnName) and there is not None:
            return there, only_definition(there, meaning.name)
        if meaning is None and isinstance(called, ast.Attribute):
            where, owner = self.definition_of(source, called.value)
            methods = methods_of(owner) if isinstance(owner, ast.ClassDef) else ()
            return where, next((each for each in methods if each.name == called.attr), None)
        return source, None


def _inside(around: Around, caught: Iterable[str] = (), tests: Sequence[ast.expr] = ()) -> Around:
    return replace(around, caught=around.caught.union(caught), tests=(*around.tests, *tests))


def _caught_by(handler: ast.ExceptHandler) -> list[str]:
    if handler.type is None:
        return [_EVERYTHING]
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return [last_name(kind) for kind in kinds]


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) for statement in handler.body for node in ast.walk(statement))


def _is_generator(node: ast.FunctionDef) -> bool:
    return any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in ast.walk(node))
