"""Which definitions of one script could stand in for equal ones of other scripts."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass

from pystein_migrate.codemods.script import Script
from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.scopes import Reference

from .plain_code import Import, has_plain_signature, is_constant, is_plain_annotation, origin, qualified
from .shareable_classes import is_plain_class

# Calls that give equal things for equal arguments, or the very same thing.
_PURE_CALLS = frozenset({"logging.getLogger", "re.compile", "frozenset"})
_ENVIRONMENT_READS = frozenset({"os.getenv", "os.environ.get"})
# Builtins that call the function they get and keep nothing of it: by position, and by a keyword.
_CALL_FIRST = frozenset({"map", "filter"})
_CALL_KEY = frozenset({"sorted", "min", "max"})


@dataclass(frozen=True, slots=True)
class Part:
    """A script that becomes part of one module; its ``entries`` are decorated, codemods build ``rewritten`` anew.

    ``alone``: it loads no other module of the app.
    """

    script: Script
    entries: Collection[str]
    rewritten: Collection[ast.AST]
    alone: bool


@dataclass(frozen=True, slots=True)
class Definition:
    """A constant, function or class without state, identity or place of its own.

    ``text`` includes its comments. ``imports`` are what imports inside it mean, which relative ones do not say in their
    text, ``outer`` what the names of imports and builtins in it stand for, and ``own`` the other names in it: those
    that the script itself defines.
    """

    statement: ast.stmt
    text: str
    imports: tuple[ImportItem, ...]
    outer: frozenset[tuple[str, Import]]
    own: frozenset[str]


def definitions_of(part: Part, *, environment_changes: bool) -> dict[str, Definition]:
    """The definitions of ``part`` of which no code can tell whether they are its own, by their names.

    That is shown where one plain statement at the top level binds the name, where every use is a call or, of a
    constant, a read below it, and where it is known what each name in it stands for. For classes see
    :func:`.shareable_classes.is_plain_class`. ``environment_changes``: scripts may set variables of the environment
    while they load, so what they read of it is their own.
    """
    script = part.script
    rewritten = set(part.rewritten)
    found = {}
    for statement in script.body:
        name = _defined_name(statement)
        if name is None or name in part.entries or statement.lineno in script.shared_lines:
            continue
        if not _is_bound_once(script, name) or script.scope.is_read_before(name, statement.lineno):
            continue
        if not rewritten.isdisjoint(walk(statement)) or _has_private_names(statement):
            continue
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            if statement.decorator_list or not has_plain_signature(statement) or not _is_only_called(script, name):
                continue
        elif isinstance(statement, ast.ClassDef):
            if not is_plain_class(script, statement, alone=part.alone):
                continue
        elif not _is_constant_statement(script, statement, environment_changes=environment_changes):
            continue
        found[name] = statement
    free = _free_names(script, found.values())
    resolved = {name: _resolved(script, statement, free[statement] - {name}) for name, statement in found.items()}
    return {name: definition for name, definition in resolved.items() if definition is not None}


# How a name is bound and used


def _defined_name(statement: ast.stmt) -> str | None:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return statement.name
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target: ast.expr | None = statement.targets[0]
    else:
        target = statement.target if isinstance(statement, ast.AnnAssign) and statement.value else None
    return target.id if isinstance(target, ast.Name) else None


def _is_bound_once(script: Script, name: str) -> bool:
    scope = script.scope
    taken = scope.rebound_in_functions | scope.deleted | scope.ambiguous | script.hoisted_names()
    return len(scope.bound.get(name, ())) == 1 and name not in taken


def _is_only_called(script: Script, name: str) -> bool:
    """Whether the function ``name`` is never a value, which would be another one in each script."""
    definition = script.scope.bound[name][0].node
    uses = [r for r in script.scope.references[name] if r.node is not definition]
    return all(isinstance(use.node, ast.Global) or _is_called(script, use) for use in uses)


def _is_called(script: Script, use: Reference) -> bool:
    node, parents = use.node, script.source.parents
    parent = parents.get(node)
    if isinstance(parent, ast.Call):
        return parent.func is node or (node in parent.args[:1] and _calls(script, parent, _CALL_FIRST))
    if isinstance(parent, ast.keyword) and parent.arg == "key":
        return _calls(script, parents[parent], _CALL_KEY)
    return node in getattr(parent, "decorator_list", ())


def _calls(script: Script, call: ast.AST, builtins: Collection[str]) -> bool:
    """Whether ``call`` is one of ``builtins``."""
    return isinstance(call, ast.Call) and qualified(script, call.func) in builtins


def _has_private_names(statement: ast.stmt) -> bool:
    """Whether a class in ``statement`` may mean a name of the module by a private one, ``__x`` as ``_Class__x``."""
    return any(
        isinstance(node, ast.Name) and node.id.startswith("__") and not node.id.endswith("__")
        for inner in walk(statement)
        if isinstance(inner, ast.ClassDef)
        for node in walk(inner)
    )


# What a definition does when it runs


def _is_constant_statement(script: Script, statement: ast.stmt, *, environment_changes: bool) -> bool:
    value = getattr(statement, "value", None)
    if value is None or not is_plain_annotation(getattr(statement, "annotation", None)):
        return False
    if isinstance(value, ast.Call):
        called = qualified(script, value.func)
        pure = called in _PURE_CALLS or (called in _ENVIRONMENT_READS and not environment_changes)
        return pure and not value.keywords and all(is_constant(each) or _is_own_name(each) for each in value.args)
    if isinstance(value, ast.Subscript) and qualified(script, value.value) == "os.environ":
        return not environment_changes and is_constant(value.slice)
    return is_constant(value)


def _is_own_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__name__"


# What the names in a definition stand for


def _free_names(script: Script, statements: Collection[ast.stmt]) -> Mapping[ast.stmt, set[str]]:
    """The names of the module, and those that nothing binds, that each of ``statements`` holds."""
    owners = {node: statement for statement in statements for node in walk(statement)}
    free: dict[ast.stmt, set[str]] = {statement: set() for statement in statements}
    for name, references in script.scope.references.items():
        for reference in references:
            owner = owners.get(reference.string or reference.node)
            if owner is not None:
                free[owner].add(name)
    return free


def _resolved(script: Script, statement: ast.stmt, free: Set[str]) -> Definition | None:
    """The definition; None if it is not known what one of the names in it stands for."""
    own = {name for name in free if name in script.scope.bound and name not in script.hoisted_names()}
    outer = {name: origin(script, name) for name in free - own}
    if None in outer.values():
        return None
    known = frozenset((name, origin) for name, origin in outer.items() if origin is not None)
    return Definition(
        statement, _text_with_comments(script, statement), tuple(_inner_imports(script, statement)), known,
        frozenset(own),
    )  # fmt: skip


def _inner_imports(script: Script, statement: ast.stmt) -> Iterator[ImportItem]:
    for node in walk(statement):
        if isinstance(node, ast.stmt):
            yield from script.replaced.get(node, ())


def _text_with_comments(script: Script, statement: ast.stmt) -> str:
    source = script.source
    start, end = source.start(statement), source.line_end(source.end(statement))
    lines = source.text[:start].split("\n")[:-1]
    above: list[str] = []
    while lines and (lines[-1].startswith("#") or not lines[-1].strip()):
        above.insert(0, lines.pop())
    return "\n".join([*(line for line in above if line.strip()), source.text[start:end].rstrip()])
