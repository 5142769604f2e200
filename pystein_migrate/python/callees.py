"""What a call may call, and what an object is part of: followed through the functions and classes of the app itself."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from pystein_migrate.facts import effects as facts

from .calls import NO_ROOTS, Frame, Given, Routine, called
from .definitions import FUNCTIONS, methods_of, own_nodes
from .imports import ImportItem, items_of
from .meanings import Builtin, Library, Meaning, Meanings, OwnModule, OwnName, assigned_once
from .scopes import module_scope
from .touch import ENVIRONMENT, SEARCH_PATH, library, package, state

_Answer = TypeVar("_Answer")
_Question = tuple[str, ast.AST, Frame]
# Of one statement: ordinary ones ask some hundreds, a few ten thousand; names of a loop may ask without end.
_MOST_QUESTIONS = 100_000


@dataclass(frozen=True, slots=True)
class OwnClass:
    """A class of the app, with the frame around its definition."""

    node: ast.ClassDef
    frame: Frame


@dataclass(frozen=True, slots=True)
class UnknownMethod:
    """A method that is not known, of the object ``receiver``."""

    receiver: ast.expr
    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is not known at all."""


Callee = Routine | OwnClass | Library | Builtin | UnknownMethod | Unknown


class TooManyQuestionsError(Exception):
    """What a statement calls is not known after so many questions."""


class Callees:
    """Follows calls and names of one statement; each question about one node in one frame is worked out once."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._known: dict[_Question, object] = {}
        self._cut_short: dict[_Question, tuple[object, frozenset[object]]] = {}
        self._cut_by: dict[object, list[_Question]] = {}
        self._cutting: list[set[object]] = [set()]
        self._asked = 0
        self._frames: dict[tuple[Routine, Given], Frame] = {}
        self._resolving: set[object] = set()

    def given(self, arguments: Iterable[ast.expr], frame: Frame) -> Given:
        """What ``arguments`` in ``frame`` stand for."""
        roots = NO_ROOTS.union(*(self.roots(each, frame) for each in arguments))
        routines = dict.fromkeys(routine for each in arguments for routine in self.routines(each, frame))
        return Given(roots, tuple(routines))

    def of(self, func: ast.expr, frame: Frame) -> list[Callee]:
        """What a call of ``func`` may call."""
        return self._once("callees", func, frame, lambda: list(dict.fromkeys(self._of(func, frame))), [])

    def _of(self, func: ast.expr, frame: Frame) -> Iterator[Callee]:
        if isinstance(func, ast.Lambda):
            yield Routine(func, frame)
        elif isinstance(func, ast.IfExp):
            yield from (*self.of(func.body, frame), *self.of(func.orelse, frame))
        elif isinstance(func, ast.Call):
            yield from self._returned(func, frame)
        elif isinstance(func, ast.Name) and frame.owner_of(func.id) is not None:
            yield from self._local_callees(func.id, frame)
        elif isinstance(func, (ast.Name, ast.Attribute)):
            meaning = self.meaning(func, frame)
            if isinstance(meaning, (Library, Builtin)):
                yield meaning
            elif isinstance(meaning, OwnName):
                yield from self._defined(meaning)
            elif isinstance(func, ast.Attribute) and not isinstance(meaning, OwnModule):
                yield from self._methods(func, frame)
            else:
                yield Unknown()
        else:
            yield Unknown()

    def _local_callees(self, name: str, frame: Frame) -> Iterator[Callee]:
        owner = frame.owner_of(name)
        if owner is None:
            return
        if name in owner.arguments:
            yield from owner.arguments[name].routines
        for value in owner.values.get(name, ()):
            if isinstance(value, FUNCTIONS):
                yield Routine(value, owner)
            elif isinstance(value, ast.ClassDef):
                yield OwnClass(value, owner)
            elif isinstance(value, (ast.Import, ast.ImportFrom)):
                yield from self._imported_callees(value, name, owner)
            elif isinstance(value, ast.expr):
                yield from self.of(value, owner)

    def _imported_callees(self, node: ast.Import | ast.ImportFrom, name: str, frame: Frame) -> Iterator[Callee]:
        for _, item in items_of(frame.source, [node]):
            meaning = self._meanings.imported(item) if item.bound_name == name else None
            if isinstance(meaning, Library):
                yield meaning
            elif isinstance(meaning, OwnName):
                yield from self._defined(meaning)

    def _defined(self, name: OwnName) -> Iterator[Callee]:
        """What calling a module-level name of the app calls."""
        source = self._meanings.modules.source(name.path)
        bounds = module_scope(source).bound.get(name.name, ()) if source is not None else ()
        if source is None or not bounds:
            yield Unknown()
            return
        for bound in bounds:
            if isinstance(bound.node, FUNCTIONS):
                yield Routine(bound.node, Frame(source))
            elif isinstance(bound.node, ast.ClassDef):
                yield OwnClass(bound.node, Frame(source))
        value = assigned_once(source, name.name)
        if value is not None:
            yield from self.of(value, Frame(source))
        elif any(bound.kind not in ("def", "class", "import") for bound in bounds):
            yield Unknown()

    def _methods(self, func: ast.Attribute, frame: Frame) -> Iterator[Callee]:
        """What ``func`` calls where it is a method of an object or class."""
        found = False
        for owner in self.classes(func.value, frame):
            for each in self.lineage(owner):
                for method in methods_of(each.node):
                    if method.name == func.attr:
                        found = True
                        yield Routine(method, each.frame, self.roots(func.value, frame))
        if not found:
            yield UnknownMethod(func.value, func.attr)

    def classes(self, node: ast.expr, frame: Frame) -> Iterator[OwnClass]:
        """The own classes that ``node`` may be, or be an object of."""
        made = node.func if isinstance(node, ast.Call) else node
        values: Sequence[ast.AST] = ()
        if isinstance(made, ast.Name) and (owner := frame.owner_of(made.id)) is not None:
            values, frame = owner.values.get(made.id, ()), owner
        elif isinstance(meaning := self.meaning(made, frame), OwnName):
            yield from (each for each in self._defined(meaning) if isinstance(each, OwnClass))
            source = self._meanings.modules.source(meaning.path)
            value = assigned_once(source, meaning.name) if source is not None else None
            if source is not None and value is not None:
                values, frame = (value,), Frame(source)
        for each in values:
            if isinstance(each, ast.Call):
                yield from (found for found in self.of(each.func, frame) if isinstance(found, OwnClass))

    def lineage(self, own: OwnClass) -> Iterator[OwnClass]:
        """The class and its bases, as far as they are the app's own."""
        pending, known = [own], set()
        while pending:
            each = pending.pop(0)
            if each.node in known:
                continue
            known.add(each.node)
            yield each
            for base in each.node.bases:
                pending += [found for found in self.of(base, each.frame) if isinstance(found, OwnClass)]

    def metaclasses(self, own: OwnClass) -> Iterator[OwnClass]:
        for each in self.lineage(own):
            for keyword in each.node.keywords:
                if keyword.arg == "metaclass":
                    yield from (c for c in self.of(keyword.value, each.frame) if isinstance(c, OwnClass))

    def _returned(self, call: ast.Call, frame: Frame) -> Iterator[Callee]:
        """What calling the result of ``call`` calls; an object of a library is taken for harmless."""
        given = self.given([*call.args, *(keyword.value for keyword in call.keywords)], frame)
        for callee in self.of(call.func, frame):
            if callee == Builtin("getattr"):
                yield from self._attribute_callees(call, frame)
            elif callee == Library("functools.partial") and call.args:
                yield from self.of(call.args[0], frame)
            elif isinstance(callee, Routine):
                inner = self.called(callee, given)
                for value in _returned_values(callee):
                    yield from self.routines(value, inner)
            elif isinstance(callee, OwnClass):
                for each in self.lineage(callee):
                    for method in methods_of(each.node):
                        if method.name == "__call__":
                            yield Routine(method, each.frame, NO_ROOTS)

    def _attribute_callees(self, call: ast.Call, frame: Frame) -> Iterator[Callee]:
        """What ``getattr(x, "name")`` calls."""
        name = call.args[1].value if len(call.args) > 1 and isinstance(call.args[1], ast.Constant) else None
        if isinstance(name, str):
            yield from self.of(ast.Attribute(call.args[0], name, ast.Load()), frame)
        else:
            yield Unknown()

    def routines(self, node: ast.expr, frame: Frame) -> list[Routine]:
        """The functions of the app that ``node`` may be."""
        if not isinstance(node, (ast.Name, ast.Attribute, ast.Lambda, ast.Call, ast.IfExp)):
            return []
        return [callee for callee in self.of(node, frame) if isinstance(callee, Routine)]

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
            callees = self.of(node.func, frame)
            return bool(callees) and all(isinstance(each, (Library, Builtin)) for each in callees)
        return isinstance(self.meaning(node, frame), Library)

    def _once(self, what: str, node: ast.AST, frame: Frame, work: Callable[[], _Answer], circular: _Answer) -> _Answer:
        """What ``work`` finds of ``node`` in ``frame``; ``circular`` if that is being worked out already.

        An answer that was cut short by such questions is kept as long as all of them are open: asked again, it would be
        cut short in the same places. Raises TooManyQuestionsError.
        """
        self._asked += 1
        if self._asked > _MOST_QUESTIONS:
            raise TooManyQuestionsError
        known, key = (what, node, frame), (what, node, frame.node)
        if known in self._known:
            return cast(_Answer, self._known[known])
        if known in self._cut_short:
            answer, cut_by = self._cut_short[known]
            self._cutting[-1] |= cut_by
            return cast(_Answer, answer)
        if key in self._resolving:
            self._cutting[-1].add(key)
            return circular
        self._resolving.add(key)
        self._cutting.append(set())
        try:
            found = work()
        finally:
            self._resolving.discard(key)
            cutting = self._cutting.pop() - {key}
            for question in self._cut_by.pop(key, ()):
                self._cut_short.pop(question, None)
        if cutting:
            self._cutting[-1] |= cutting
            self._cut_short[known] = found, frozenset(cutting)
            for each in cutting:
                self._cut_by.setdefault(each, []).append(known)
        else:
            self._known[known] = found
        return found

    def called(self, routine: Routine, given: Given) -> Frame:
        """The frame of a call of ``routine``, one for all calls with the same arguments."""
        if (routine, given) not in self._frames:
            self._frames[routine, given] = called(routine, given)
        return self._frames[routine, given]

    def meaning(self, node: ast.expr, frame: Frame) -> Meaning | None:
        """What a dotted name means; None for what is local, an object, or not known."""
        root = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name):
            return None
        owner = frame.owner_of(root.id)
        if owner is None:
            return self._meanings.of(frame.source, node)
        if isinstance(node, ast.Attribute):
            above = self.meaning(node.value, frame)
            if isinstance(above, OwnModule):
                return self._meanings.member(above.path, node.attr)
            return Library(f"{above.dotted}.{node.attr}") if isinstance(above, Library) else None
        values = owner.values.get(root.id, ())
        if len(values) == 1 and root.id not in owner.arguments:
            return self._local_meaning(values[0], root.id, owner)
        return None

    def _local_meaning(self, value: ast.AST, name: str, frame: Frame) -> Meaning | None:
        if isinstance(value, (ast.Import, ast.ImportFrom)):
            items = (item for _, item in items_of(frame.source, [value]) if item.bound_name == name)
            item: ImportItem | None = next(items, None)
            return self._meanings.imported(item) if item is not None else None
        if not isinstance(value, (ast.Name, ast.Attribute)):
            return None
        return self._once("meaning", value, frame, lambda: self.meaning(value, frame), None)

    def roots(self, node: ast.AST, frame: Frame) -> frozenset[str]:
        """The names of what the object ``node`` is, or is part of, as far as others can reach it."""
        return self._once("roots", node, frame, lambda: self._roots(node, frame), NO_ROOTS)

    def _roots(self, node: ast.AST, frame: Frame) -> frozenset[str]:
        if isinstance(node, ast.Name) and (owner := frame.owner_of(node.id)) is not None:
            found = owner.arguments[node.id].roots if node.id in owner.arguments else NO_ROOTS
            meaning = self.meaning(node, frame)
            if meaning is not None:
                return found | self._meaning_roots(meaning)
            return found.union(*(self.roots(value, owner) for value in owner.values.get(node.id, ())))
        if isinstance(node, (ast.Name, ast.Attribute)):
            meaning = self.meaning(node, frame)
            if meaning is not None:
                return self._meaning_roots(meaning)
            return self.roots(node.value, frame) if isinstance(node, ast.Attribute) else NO_ROOTS
        if isinstance(node, (ast.Subscript, ast.Starred, ast.Await, ast.NamedExpr)):
            return self.roots(node.value, frame)
        if isinstance(node, ast.IfExp):
            return self.roots(node.body, frame) | self.roots(node.orelse, frame)
        if isinstance(node, ast.BoolOp):
            return NO_ROOTS.union(*(self.roots(value, frame) for value in node.values))
        return self._call_roots(node, frame) if isinstance(node, ast.Call) else NO_ROOTS

    def _meaning_roots(self, meaning: Meaning) -> frozenset[str]:
        if isinstance(meaning, Library):
            return library_roots(meaning.dotted)
        if not isinstance(meaning, OwnName):
            return NO_ROOTS
        found = frozenset({state(meaning.path, meaning.name)})
        source = self._meanings.modules.source(meaning.path)
        value = assigned_once(source, meaning.name) if source is not None else None
        if source is not None and isinstance(value, (ast.Subscript, ast.Call, ast.IfExp, ast.BoolOp)):
            found |= self.roots(value, Frame(source)) - {ENVIRONMENT}
        return found

    def _call_roots(self, node: ast.Call, frame: Frame) -> frozenset[str]:
        """What the result of a call is part of: what an own function returns, or a method's object."""
        found: set[str] = set()
        for callee in self.of(node.func, frame):
            if isinstance(callee, Routine):
                given = self.given([*node.args, *(keyword.value for keyword in node.keywords)], frame)
                inner = self.called(callee, given)
                found = found.union(*(self.roots(value, inner) for value in _returned_values(callee)))
            elif isinstance(callee, UnknownMethod):
                found |= self.roots(callee.receiver, frame) - {ENVIRONMENT}
            elif isinstance(callee, Builtin) and callee.name in ("getattr", "vars", "next", "iter", "reversed"):
                found |= self.roots(node.args[0], frame) if node.args else set()
        return frozenset(found)


def library_roots(dotted: str) -> frozenset[str]:
    """The names of what a library's object is part of: its package, the environment, or the search path."""
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
