"""Which definition the worker sees when it asks an entry for its parameters, behind decorators of the app's own."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from pystein_migrate.decorators.app import DecoratedApp, Definition, ModuleFacts, Step
from pystein_migrate.decorators.static_values import Defined, Held, Instance, meaning
from pystein_migrate.python.bindings import bound_by
from pystein_migrate.python.definitions import methods_of, own_nodes, parameters
from pystein_migrate.python.expressions import called_name
from pystein_migrate.python.imports import items_of
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source

from .own_classes import described_class
from .skeleton import signature_of, undefined_names

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# What makes a function show other parameters or annotations than those it is written with.
_DISGUISES = frozenset({"wraps", "update_wrapper", "__signature__", "__wrapped__", "__annotations__", "__dict__"})

# Methods by which a class gives its objects others than those that it defines.
_LOOKS_UP = frozenset({"__getattr__", "__getattribute__", "__new__"})


@dataclass(frozen=True, slots=True)
class SeenCode:
    """The definition ``node`` in the module at ``path``."""

    node: Definition
    path: str


def seen_entry(run: DecoratedApp, source: Source, name: str) -> SeenCode | None:
    """What the worker sees of the entry ``name`` of the script ``source``; None where that cannot be told."""
    facts = run.modules.get(source.path)
    if facts is None or sum(bound.name == name for bound in facts.history) != 1:
        return None
    value = facts.names.get(name)
    if isinstance(value, Held) and value.made is None:
        return seen_below(value.steps, value.value)
    return seen_below((), value) or _seen_in_value(run, facts, source, name)


def _seen_in_value(run: DecoratedApp, facts: ModuleFacts, source: Source, name: str) -> SeenCode | None:
    """What is seen of an entry that is a lambda, a method of an object, or what a function of the script returns."""
    bounds = module_scope(source).bound.get(name, ())
    statement = source.parents.get(bounds[0].node) if len(bounds) == 1 else None
    value = statement.value if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    if any(_word(node) in _DISGUISES for node in source.nodes):
        return None
    match value:
        case ast.Lambda():
            return SeenCode(_definition(value.args, value), source.path)
        case ast.Attribute():
            method = _seen_of_method(run, facts, source, value)
            return None if method is None else SeenCode(method, source.path)
        case ast.Call(func=ast.Name(id=maker)):
            made = facts.names.get(maker)
            if isinstance(made, Defined) and isinstance(made.node, ast.FunctionDef) and made.path == source.path:
                return _seen_of_maker(made.node, made.path)
    return None


def _seen_of_method(run: DecoratedApp, facts: ModuleFacts, source: Source, taken: ast.Attribute) -> Definition | None:
    """What is seen of a method that is ``taken`` of a class of the script, or of an object of one."""
    owner = taken.value
    known = meaning(run, facts, owner.func if isinstance(owner, ast.Call) else owner)
    cls = known.cls if isinstance(known, Instance) else known
    if not isinstance(cls, Defined) or not isinstance(cls.node, ast.ClassDef) or cls.path != source.path:
        return None
    methods = [each for each in methods_of(cls.node) if each.name == taken.attr]
    if len(methods) != 1 or methods[0].decorator_list or not _is_as_written(source, cls.node, taken.attr):
        return None
    of_class = known is cls and not isinstance(owner, ast.Call)
    return methods[0] if of_class else _without_self(methods[0])


def _is_as_written(source: Source, cls: ast.ClassDef, method: str) -> bool:
    """Whether objects of ``cls`` have the ``method`` that its body defines, as far as ``source`` tells."""
    if cls.bases or cls.keywords or cls.decorator_list or not _LOOKS_UP.isdisjoint(m.name for m in methods_of(cls)):
        return False
    sets = (node.attr for node in source.nodes_of(ast.Attribute) if isinstance(node.ctx, ast.Store))
    return method not in sets and "setattr" not in source.text


def _seen_of_maker(maker: ast.FunctionDef, path: str) -> SeenCode | None:
    """What is seen of what every call of ``maker`` returns, if that is a plain definition of its own.

    Annotations must not name what only ``maker`` knows: a parameter may be anything, and a text is not found there.
    """
    returned = _returned(maker)
    if returned is None or maker.decorator_list or returned.decorator_list:
        return None
    local = _parameters(maker) | set(_stored(maker))
    annotations = [*(each.annotation for each in parameters(returned)), returned.returns]
    words = {word for each in annotations if each is not None for word in re.findall(r"\w+", ast.unparse(each))}
    return SeenCode(returned, path) if words.isdisjoint(local) else None


def _without_self(method: Definition) -> Definition:
    """``method`` as a bound one shows itself."""
    arguments = method.args
    first = "posonlyargs" if arguments.posonlyargs else "args"
    fields = {field: getattr(arguments, field) for field in arguments._fields}
    rest = ast.arguments(**{**fields, first: fields[first][1:]})
    return _definition(rest, method, type(method), method.returns)


def _definition(
    arguments: ast.arguments, place: ast.AST, kind: type[Definition] = ast.FunctionDef, returns: ast.expr | None = None
) -> Definition:
    empty = kind(name="entry", args=arguments, body=[ast.Pass()], decorator_list=[], returns=returns)
    return ast.fix_missing_locations(ast.copy_location(empty, place))


def seen_below(steps: Sequence[Step], value: object) -> SeenCode | None:
    """What the worker sees of ``value`` below ``steps``, decorators of the app's own from top to bottom.

    A wrapper that :func:`functools.wraps` makes look like what it wraps counts as that: :func:`inspect.signature`
    follows ``__wrapped__``, and the annotations are copied.
    """
    if not isinstance(value, Defined) or value.member or not isinstance(value.node, _DEFINITIONS):
        return None
    seen: SeenCode | None = SeenCode(value.node, value.path)
    for step in reversed(steps):
        seen = _seen_behind(step, seen) if seen is not None else None
    return seen


def signature_text(run: DecoratedApp, source: Source, node: Definition) -> str:
    """The signature of ``node``, which is defined in ``source``, for the skeleton."""
    scope = module_scope(source)
    imports = {item.bound_name: item for _, item in items_of(source, source.tree.body)}
    described = partial(described_class, run, source.path)
    return signature_of(node, imports, scope.bound, undefined_names(source), described)


def _seen_behind(step: Step, below: SeenCode) -> SeenCode | None:
    """What is seen of the code ``below`` once the decorator ``step`` has got it."""
    if isinstance(step.node, ast.Name) and step.node.id == "staticmethod":
        return below
    maker = step.target
    if isinstance(maker, ast.FunctionDef) and isinstance(step.node, ast.Call):
        maker = _returned(maker)
    if not isinstance(maker, ast.FunctionDef) or maker.decorator_list:
        return None
    disguises = sum(_word(node) in _DISGUISES for node in ast.walk(maker))
    if _returns_what_it_gets(maker):
        return below if not disguises else None
    wrapper = _returned(maker)
    if wrapper is None:
        return None
    if not wrapper.decorator_list and not disguises:
        return SeenCode(wrapper, step.target_path)
    return below if disguises == 1 and _is_wraps(wrapper, maker) else None


def _is_wraps(wrapper: Definition, maker: ast.FunctionDef) -> bool:
    """Whether ``functools.wraps(…)`` alone decorates ``wrapper``, and is given what ``maker`` was given."""
    match wrapper.decorator_list:
        case [ast.Call(args=[ast.Name(id=wrapped)], keywords=[]) as call]:
            return called_name(call) == "wraps" and wrapped in _parameters(maker) - set(_stored(maker))
    return False


def _returns_what_it_gets(maker: ast.FunctionDef) -> bool:
    match list(_returns(maker)):
        case [ast.Return(value=ast.Name(id=name))]:
            return name in _parameters(maker) - set(_stored(maker))
    return False


def _returned(function: ast.FunctionDef) -> Definition | None:
    """The one definition in the body of ``function`` that every call of it returns."""
    match list(_returns(function)):
        case [ast.Return(value=ast.Name(id=name)) as statement] if statement is function.body[-1]:
            found = [node for node in function.body if isinstance(node, _DEFINITIONS) and node.name == name]
            return found[0] if len(found) == 1 and list(_stored(function)).count(name) == 1 else None
    return None


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in (*function.args.posonlyargs, *function.args.args)}


def _returns(function: ast.FunctionDef) -> Iterator[ast.Return | ast.Yield | ast.YieldFrom]:
    """What ends calls of ``function`` with a value; a generator's calls end otherwise."""
    yield from (node for node in own_nodes(function) if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)))


def _stored(function: ast.FunctionDef) -> Iterator[str]:
    """The names that the body of ``function`` binds, once for each place."""
    for node in own_nodes(function):
        yield from bound_by(node)
    inner = (node for node in ast.walk(function) if isinstance(node, ast.Nonlocal))
    yield from (name for node in inner for name in node.names)


def _word(node: ast.AST) -> str:
    """The name or text that a node is."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    return str(getattr(node, "attr", getattr(node, "id", "")))
