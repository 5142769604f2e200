"""What code does with a function or object that it holds: whether it only uses it, or may look at what it is.

By allow-list: whatever is not understood may look. What the standard library does with a callable is in ``_ONLY_CALL``.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from .definitions import FUNCTIONS, Definition, functions_around, own_nodes, parameters, positional
from .expressions import called_name, is_dunder
from .fitting import unpacks
from .meanings import Builtin, Library, Meanings, OwnName, assigned_once
from .modules import Modules
from .nodes import children
from .scopes import module_scope, module_uses, only_definition
from .source import Source
from .standard_library import is_standard

# What of a function may be seen: what it is called, or its annotations.
Aspect = Literal["name", "annotations"]

# Callables that call what they are given, or hand its name on to what stands in its place.
_ONLY_CALL = frozenset(
    {
        "builtins.map", "builtins.filter", "builtins.sorted", "builtins.min", "builtins.max", "builtins.callable",
        "builtins.staticmethod", "builtins.classmethod", "builtins.property", "builtins.setattr", "builtins.hasattr",
        "functools.partial", "functools.reduce", "functools.lru_cache", "functools.cache", "functools.wraps",
        "functools.update_wrapper", "functools.cmp_to_key", "functools.cached_property",
        "itertools.accumulate", "itertools.dropwhile", "itertools.filterfalse", "itertools.groupby",
        "itertools.starmap", "itertools.takewhile", "collections.defaultdict", "re.sub", "re.subn",
        "json.dump", "json.dumps", "json.load", "json.loads", "abc.abstractmethod", "atexit.register",
        "asyncio.to_thread", "asyncio.iscoroutinefunction", "inspect.iscoroutinefunction",
        "inspect.isasyncgenfunction", "inspect.isgeneratorfunction", "inspect.isawaitable",
        "contextlib.contextmanager", "contextlib.asynccontextmanager", "typing.final", "typing.no_type_check",
        "azure.durable_functions.Orchestrator.create", "azure.durable_functions.Entity.create",
    }
)  # fmt: skip
# Decorators that show what they repeat only to hooks that they are given.
_RETRIES = frozenset({"tenacity.retry", "retrying.retry"})
_RETRY_HOOKS = frozenset({"after", "before", "before_sleep", "retry_error_callback", None})
_ACCESSORS = frozenset({"setter", "getter", "deleter"})  # of a property
_READ_SIGNATURES = frozenset({"inspect.signature", "inspect.getfullargspec", "typing.get_type_hints"})
# Methods that call what they are given, whosever they are: of executors, pools, loops, lists, patterns, data frames.
_METHODS_ONLY_CALL = frozenset(
    {
        "add_done_callback", "apply", "apply_async", "applymap", "call_later", "call_soon", "imap", "imap_unordered",
        "map", "pipe", "run_in_executor", "sort", "starmap", "sub", "subn", "submit",
    }
)  # fmt: skip
_PUT_INTO = frozenset({"append", "add", "insert", "extend", "update", "clear", "keys", "remove", "discard"})
_TAKE_OUT = frozenset({"get", "pop", "setdefault"})
_GIVE_THEMSELVES = frozenset({"__enter__", "__aenter__", "__iter__", "__aiter__"})
_TEXTS = frozenset({"str", "repr", "print", "format"})


class Receivers:
    """Follows functions and objects of an app through its own code."""

    def __init__(self, modules: Modules) -> None:
        self.meanings = Meanings(modules, certain=True)

    def decorator_looks(self, source: Source, decorator: ast.expr, aspect: Aspect = "name") -> bool:
        """Whether a decorator, written in ``source``, may look at the function that it is given."""
        if isinstance(decorator, ast.Attribute) and decorator.attr in _ACCESSORS:
            return False
        named = assigned_once(source, decorator.id) if isinstance(decorator, ast.Name) else None
        decorator = named or decorator
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        found = self.definition(source, called)
        if isinstance(found, str):
            hooks = {keyword.arg for keyword in decorator.keywords} if isinstance(decorator, ast.Call) else set()
            return found not in _ONLY_CALL and (found not in _RETRIES or bool(hooks & _RETRY_HOOKS))
        if found is None:
            return True
        where, function = found
        if function is None or function.decorator_list:
            return True
        if called is decorator:
            return _Flow(self, where, aspect).parameter_leaks(function, 0)
        made = list(_made_functions(function))
        return not made or any(each is None or _Flow(self, where, aspect).parameter_leaks(each, 0) for each in made)

    def function_leaks(self, source: Source, use: ast.AST, aspect: Aspect = "name") -> bool:
        """Whether the function that ``use`` means may be looked at from there on, rather than be called."""
        return _Flow(self, source, aspect).leaks(use)

    def object_leaks(self, source: Source, use: ast.AST, made_of: ObjectOf) -> bool:
        """The same for an object, whose attributes may be used, those that it has."""
        return _Flow(self, source, "name", made_of=made_of).leaks(use)

    def is_standard(self, source: Source, node: ast.expr) -> bool:
        """Whether ``node`` means something of the standard library."""
        return is_standard(self.meanings.qualified(source, node))

    def definition(self, source: Source, node: ast.expr) -> tuple[Source, Definition | None] | str | None:
        """The function of the app that ``node`` means, with its file; the dotted path of what is not the app's own.

        The function is None where it is something else of the app's own, the whole None where it is not known.
        """
        if isinstance(node, ast.Name):
            nested = _nested_definition(source, node)
            if nested is not None:
                return source, nested
            bounds = module_scope(source).bound.get(node.id, ()) if node in module_uses(source) else ()
            if any(bound.kind != "import" for bound in bounds):
                return source, _only_function(source, node.id)
        path = self.meanings.qualified(source, node)
        meaning = self.meanings.of(source, node) if path else None
        if isinstance(meaning, OwnName):
            there = self.meanings.modules.source(meaning.path)
            return (there, _only_function(there, meaning.name)) if there is not None else None
        return path if isinstance(meaning, (Library, Builtin)) else None


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """What is known of an object's class: whether it ``has_text`` of its own, and its ``attributes``, None for any."""

    has_text: bool
    attributes: frozenset[str] | None = None

    def lacks(self, attribute: ast.Attribute) -> bool:
        """Whether the object may not have ``attribute``, which Python says with the name of the class."""
        return self.attributes is not None and attribute.attr not in self.attributes


@dataclass
class _Followed:
    """The expressions and parameters that a value has been followed to, and those parameters that are returned."""

    places: set[ast.AST] = field(default_factory=set)
    returned: set[ast.AST] = field(default_factory=set)

    def seen(self, place: ast.AST) -> bool:
        """Whether ``place`` was followed already; from now on it was. What leads back to itself adds nothing."""
        known = place in self.places
        self.places.add(place)
        return known


class _Flow:
    """Where one value goes in one file."""

    def __init__(
        self,
        receivers: Receivers,
        source: Source,
        aspect: Aspect,
        *,
        made_of: ObjectOf | None = None,
        followed: _Followed | None = None,
    ) -> None:
        self.receivers = receivers
        self.source = source
        self.aspect = aspect
        self.made_of = made_of
        self.is_object = made_of is not None
        self.has_text = made_of is not None and made_of.has_text
        self.followed = followed or _Followed()
        self.home: Definition | None = None
        self.parameter: ast.arg | None = None

    def leaks(self, node: ast.AST) -> bool:
        """Whether the value of the expression ``node`` may be looked at."""
        if self.followed.seen(node) or not isinstance(getattr(node, "ctx", None), (ast.Load, type(None))):
            return False
        parent = self.source.parents.get(node)
        if isinstance(parent, ast.Call):
            return parent.func is not node and self.call_leaks(parent, node)
        if isinstance(parent, ast.keyword):
            call = self.source.parents[parent]
            return not isinstance(call, ast.Call) or self.call_leaks(call, parent)
        if isinstance(parent, ast.Attribute):
            return is_dunder(parent.attr) or (self.made_of is not None and self.attribute_fails(parent, self.made_of))
        if isinstance(parent, FUNCTIONS):
            return node not in parent.decorator_list
        if isinstance(parent, ast.Return):
            return self.return_leaks(parent)
        if isinstance(parent, (ast.BoolOp, ast.IfExp)):
            return self.leaks(parent)
        if isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr, ast.withitem)):
            return self.assignment_leaks(parent, node)
        if isinstance(parent, ast.FormattedValue):
            return not self.has_text
        if isinstance(parent, ast.Await):
            return self.leaks(parent)
        if isinstance(parent, (ast.Dict, ast.List, ast.Tuple, ast.Set)):
            return self.display_leaks(parent)
        if isinstance(parent, (ast.Subscript, ast.For, ast.AsyncFor, ast.comprehension)):
            return not self.is_object or node not in (getattr(parent, "value", None), getattr(parent, "iter", None))
        return not isinstance(
            parent, (ast.Compare, ast.UnaryOp, ast.If, ast.While, ast.Expr, ast.Delete, ast.Global, ast.Assert)
        )

    def attribute_fails(self, attribute: ast.Attribute, made_of: ObjectOf) -> bool:
        """Whether there may be no such attribute, or one that is called with what cannot be told to fit."""
        call = self.source.parents.get(attribute)
        return made_of.lacks(attribute) or (isinstance(call, ast.Call) and call.func is attribute and unpacks(call))

    # Names and containers

    def assignment_leaks(self, parent: ast.AST, node: ast.AST) -> bool:
        if isinstance(parent, ast.withitem):
            target = parent.optional_vars
            return target is not None and self.target_leaks(target)
        if isinstance(parent, ast.NamedExpr):
            return self.target_leaks(parent.target) or self.leaks(parent)
        if isinstance(parent, ast.AnnAssign):
            return parent.value is node and self.target_leaks(parent.target)
        if not isinstance(parent, ast.Assign) or parent.value is not node:
            return False  # it is bound anew
        return any(self.target_leaks(target) for target in parent.targets)

    def target_leaks(self, target: ast.expr) -> bool:
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            return self.container_leaks(target.value)
        return not isinstance(target, ast.Name) or any(self.leaks(use) for use in self.uses(target))

    def display_leaks(self, display: ast.expr) -> bool:
        """Whether what lies in a list, dict or the like is looked at there, or after it was taken out."""
        parent = self.source.parents.get(display)
        if isinstance(parent, (ast.Assign, ast.AnnAssign)) and parent.value is display:
            targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
            return any(not isinstance(each, ast.Name) or self.container_leaks(each) for each in targets)
        return self.item_leaks(display)

    def container_leaks(self, name: ast.Name) -> bool:
        return any(self.item_leaks(use) for use in self.uses(name))

    def item_leaks(self, use: ast.AST) -> bool:
        """Whether the items of the container that ``use`` means may be looked at from there on."""
        if self.followed.seen(use):
            return False
        parent = self.source.parents.get(use)
        if isinstance(parent, ast.Subscript) and parent.value is use:
            return isinstance(parent.ctx, ast.Load) and self.leaks(parent)
        if isinstance(parent, (ast.For, ast.AsyncFor, ast.comprehension)) and parent.iter is use:
            return self.target_leaks(parent.target)
        if isinstance(parent, ast.Attribute):
            call = self.source.parents.get(parent)
            if not isinstance(call, ast.Call) or call.func is not parent:
                return True
            return parent.attr not in _PUT_INTO and (parent.attr not in _TAKE_OUT or self.leaks(call))
        if isinstance(parent, ast.Call):
            return self.receivers.meanings.qualified(self.source, parent.func) not in ("builtins.len", "builtins.bool")
        if isinstance(parent, (ast.Assign, ast.AnnAssign)):
            return parent.value is use
        return not isinstance(
            parent, (ast.Compare, ast.UnaryOp, ast.If, ast.While, ast.Expr, ast.Delete, ast.Global, ast.BoolOp)
        )

    def uses(self, name: ast.Name) -> Iterator[ast.AST]:
        """Every name of this spelling that may mean the same variable, but ``name`` itself."""
        outer = _outermost_function(self.source, name)
        bound = {node for node in ast.walk(outer) if isinstance(node, ast.Name)} if outer else set()
        globally = any(name.id in n.names for n in self.source.nodes_of(ast.Global))
        nodes = bound if outer is not None and not globally else self.source.nodes_of(ast.Name)
        yield from (n for n in nodes if isinstance(n, ast.Name) and n.id == name.id and n is not name)

    # Functions

    def call_leaks(self, call: ast.Call, argument: ast.AST) -> bool:
        """Whether what ``call`` calls may look at its ``argument``: an expression, or a keyword with its value."""
        callee = self.receivers.definition(self.source, call.func)
        if isinstance(callee, tuple):
            return self.own_function_leaks(call, argument, *callee)
        name = called_name(call)
        if callee is not None:
            if self.is_object:
                is_text = callee.removeprefix("builtins.") in _TEXTS and self.has_text
                return not is_text and callee not in ("builtins.isinstance", "builtins.bool", "builtins.len")
            signature = self.aspect == "name" and callee in _READ_SIGNATURES
            return callee not in _ONLY_CALL and not signature and not self.is_method(call)
        if self.is_object and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            return name not in _PUT_INTO | _TAKE_OUT or self.container_leaks(call.func.value) or self.leaks(call)
        return self.is_object or not self.is_method(call)

    def own_function_leaks(
        self, call: ast.Call, argument: ast.AST, source: Source, function: Definition | None
    ) -> bool:
        parameter = _parameter(function, _given_as(call, argument)) if function is not None else None
        if function is None or parameter is None or self.in_file(source).held_leaks(function, parameter):
            return True
        return parameter in self.followed.returned and self.leaks(call)

    def is_method(self, call: ast.Call) -> bool:
        return isinstance(call.func, ast.Attribute) and call.func.attr in _METHODS_ONLY_CALL

    def in_file(self, source: Source) -> _Flow:
        return _Flow(self.receivers, source, self.aspect, made_of=self.made_of, followed=self.followed)

    def parameter_leaks(self, function: Definition, given: int | str | None) -> bool:
        """Whether ``function`` may look at the parameter at a place, or of a name: that of a call or a decoration."""
        parameter = _parameter(function, given)
        return parameter is None or self.held_leaks(function, parameter)

    def held_leaks(self, function: Definition, parameter: ast.arg) -> bool:
        if self.followed.seen(parameter):
            return False
        self.home, self.parameter = function, parameter
        return any(self.leaks(use) for use in _held(function, parameter.arg))

    def return_leaks(self, node: ast.Return) -> bool:
        """What a function returns goes to its callers: a parameter back to who gave it, anything else to all calls."""
        function = _enclosing_function(self.source, node)
        if function is None:
            return True
        if function is self.home and self.parameter is not None:
            self.followed.returned.add(self.parameter)
            return False
        if self.is_object and function.name in _GIVE_THEMSELVES:
            return False
        scope = module_scope(self.source)
        if function.decorator_list or _only_function(self.source, function.name) is not function:
            return True
        uses = [each.node for each in scope.references[function.name] if each.node is not function]
        for use in uses:
            call = self.source.parents.get(use)
            if not isinstance(call, ast.Call) or call.func is not use or self.leaks(call):
                return True
        return not uses  # then others call it


def _held(function: Definition, parameter: str) -> Iterator[ast.AST]:
    """The names in ``function`` that hold its ``parameter``, and those of functions that took its name."""
    pending: list[ast.AST] = list(function.body)
    aliases = {parameter}
    while pending:
        node = pending.pop()
        if isinstance(node, (*FUNCTIONS, ast.Lambda)):
            if parameter in {each.arg for each in parameters(node)}:
                continue
            if isinstance(node, FUNCTIONS) and any(_takes_name_of(each, parameter) for each in node.decorator_list):
                aliases.add(node.name)
        pending += children(node)
    for statement in function.body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id in aliases:
                yield node


def _takes_name_of(decorator: ast.expr, parameter: str) -> bool:
    """Whether ``decorator`` is ``functools.wraps(parameter)``."""
    return (
        isinstance(decorator, ast.Call)
        and called_name(decorator) == "wraps"
        and any(isinstance(each, ast.Name) and each.id == parameter for each in decorator.args)
    )


def _made_functions(factory: Definition) -> Iterator[Definition | None]:
    """The functions that a call of ``factory`` returns; None for each that is not one defined in it."""
    own = {node.name: node for node in ast.walk(factory) if isinstance(node, FUNCTIONS) and node is not factory}
    for node in own_nodes(factory):
        if isinstance(node, ast.Return):
            yield own.get(node.value.id) if isinstance(node.value, ast.Name) else None


def _given_as(call: ast.Call, argument: ast.AST) -> int | str | None:
    """The place or the name of the parameter that ``argument`` becomes; None where that cannot be told."""
    if isinstance(argument, ast.keyword):
        return argument.arg
    for place, each in enumerate(call.args):
        if each is argument:
            return place
        if isinstance(each, ast.Starred):
            return None
    return None


def _parameter(function: Definition, given: int | str | None) -> ast.arg | None:
    places = positional(function)
    if isinstance(given, int):
        return places[given] if given < len(places) else None
    named = [*function.args.args, *function.args.kwonlyargs]
    return next((each for each in named if each.arg == given), None)


def _only_function(source: Source, name: str) -> Definition | None:
    """The function that ``name`` means at the top level of ``source``, if one definition alone binds it."""
    node = only_definition(source, name)
    return node if isinstance(node, FUNCTIONS) else None


def _nested_definition(source: Source, name: ast.Name) -> Definition | None:
    """The function inside the functions around ``name`` that it means, if there is exactly one of its spelling."""
    outer = _outermost_function(source, name)
    if outer is None:
        return None
    inner = [n for n in ast.walk(outer) if isinstance(n, FUNCTIONS) and n is not outer and n.name == name.id]
    return inner[0] if len(inner) == 1 else None


def _enclosing_function(source: Source, node: ast.AST) -> Definition | None:
    function = next(functions_around(source, node), None)
    return function if isinstance(function, FUNCTIONS) else None


def _outermost_function(source: Source, node: ast.AST) -> Definition | None:
    *_, outermost = None, *(each for each in functions_around(source, node) if isinstance(each, FUNCTIONS))
    return outermost
