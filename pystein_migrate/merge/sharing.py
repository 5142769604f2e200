"""Definitions that several scripts have alike, and that one module needs only once."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

from pystein_migrate.codemods.script import Script
from pystein_migrate.python.imports import ImportItem
from pystein_migrate.python.scopes import BUILTINS

_PURE_CALLS = frozenset({"logging.getLogger", "getLogger", "re.compile", "os.getenv", "os.environ.get", "frozenset"})
_ENVIRONMENT = ("environ", "getenv")


def shared_statements(scripts_and_entries: Sequence[tuple[Script, Collection[str]]]) -> dict[int, dict[str, ast.stmt]]:
    """For each script (by its index) the names whose statements an earlier script has already.

    Shared are only equal definitions without state or identity: constants, loggers asked for by name, and plain
    functions that use nothing but builtins, equal imports and other shared names; never entries. The first definition
    stays.
    """
    scripts = [script for script, _ in scripts_and_entries]
    changes = any(script.barrier is not None for script in scripts)
    definitions = [_definitions(script, entries, changes) for script, entries in scripts_and_entries]
    names = {name for own in definitions for name in own if sum(name in other for other in definitions) > 1}
    alike = {name for name in names if _all_alike(name, scripts, definitions)}
    while True:
        dependent = {name for name in alike if not _depends_on_equals_only(name, scripts, definitions, alike)}
        if not dependent:
            break
        alike -= dependent
    return _later_ones(alike, definitions)


def _definitions(script: Script, entries: Collection[str], environment_changes: bool) -> dict[str, ast.stmt]:
    """Names that exactly one top-level statement defines, with that statement."""
    found: dict[str, ast.stmt] = {}
    scope = script.scope
    for statement in script.body:
        name = _defined_name(statement)
        if name is None or name in entries or len(scope.bound.get(name, ())) != 1:
            continue
        if name in scope.rebound_in_functions or name in scope.deleted or name in scope.ambiguous:
            continue
        if statement.lineno in script.shared_lines or _asks_where_it_is(statement) or _has_attributes(script, name):
            continue
        if _is_immutable(statement, environment_changes=environment_changes):
            found[name] = statement
    return found


def _asks_where_it_is(statement: ast.stmt) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id == "__file__")
        or (isinstance(node, ast.Attribute) and node.attr == "function_directory")
        for node in ast.walk(statement)
    )


def _has_attributes(script: Script, name: str) -> bool:
    """Whether the script keeps something in an attribute of its function ``name``."""
    if script.scope.bound[name][0].kind != "def":
        return False
    own = {reference.node for reference in script.scope.references[name]}
    return any(isinstance(n, ast.Attribute) and n.value in own for n in script.source.nodes)


def _defined_name(statement: ast.stmt) -> str | None:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return statement.name
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target: ast.expr | None = statement.targets[0]
    else:
        target = statement.target if isinstance(statement, ast.AnnAssign) and statement.value else None
    return target.id if isinstance(target, ast.Name) else None


def _is_immutable(statement: ast.stmt, *, environment_changes: bool) -> bool:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        defaults = [default for default in (*statement.args.defaults, *statement.args.kw_defaults) if default]
        return not statement.decorator_list and all(_is_constant(default) for default in defaults)
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Call) and ast.unparse(value.func) in _PURE_CALLS:
        if environment_changes and any(word in ast.unparse(value.func) for word in _ENVIRONMENT):
            return False
        return all(_is_constant(argument) or _is_own_name(argument) for argument in value.args) and not value.keywords
    if isinstance(value, ast.Subscript) and ast.unparse(value.value) == "os.environ":
        return not environment_changes and _is_constant(value.slice)
    return value is not None and _is_constant(value)


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.UnaryOp):
        return _is_constant(node.operand)
    if isinstance(node, ast.BinOp):
        return _is_constant(node.left) and _is_constant(node.right)
    return isinstance(node, ast.Tuple) and all(_is_constant(item) for item in node.elts)


def _is_own_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "__name__"


def _all_alike(name: str, scripts: Sequence[Script], definitions: Sequence[dict[str, ast.stmt]]) -> bool:
    """Whether every script that binds ``name`` at all defines it with the same text, comments included."""
    texts = set()
    for script, own in zip(scripts, definitions, strict=True):
        if name in script.scope.bound:
            if name not in own:
                return False
            texts.add(_text_with_comments(script, own[name]))
    return len(texts) == 1


def _text_with_comments(script: Script, statement: ast.stmt) -> str:
    source = script.source
    start, end = source.start(statement), source.line_end(source.end(statement))
    lines = source.text[:start].split("\n")[:-1]
    above: list[str] = []
    while lines and (lines[-1].startswith("#") or not lines[-1].strip()):
        above.insert(0, lines.pop())
    return "\n".join([*(line for line in above if line.strip()), source.text[start:end].rstrip()])


def _depends_on_equals_only(
    name: str, scripts: Sequence[Script], definitions: Sequence[dict[str, ast.stmt]], alike: set[str]
) -> bool:
    owners = [(script, own[name]) for script, own in zip(scripts, definitions, strict=True) if name in own]
    if len({_inner_imports(script, statement) for script, statement in owners}) > 1:
        return False
    used = {node.id for node in ast.walk(owners[0][1]) if isinstance(node, ast.Name)} - {name}
    for dependency in used:
        targets = set()
        for script, _ in owners:
            if dependency in script.scope.bound:
                item = next((item for item in script.hoisted_items() if item.bound_name == dependency), None)
                targets.add(item.target if item else ("own", dependency))
            else:
                targets.add(("builtin", dependency) if dependency in BUILTINS else ("local", dependency))
        if len(targets) > 1 or (("own", dependency) in targets and dependency not in alike):
            return False
    return True


def _inner_imports(script: Script, statement: ast.stmt) -> tuple[ImportItem, ...]:
    """What the imports inside ``statement`` mean, which relative ones do not say in their text."""
    found = (script.replaced.get(node, ()) for node in ast.walk(statement) if isinstance(node, ast.stmt))
    return tuple(item for items in found for item in items)


def _later_ones(alike: set[str], definitions: Sequence[dict[str, ast.stmt]]) -> dict[int, dict[str, ast.stmt]]:
    seen: set[str] = set()
    later: dict[int, dict[str, ast.stmt]] = {}
    for index, own in enumerate(definitions):
        for name in own.keys() & alike:
            if name in seen:
                later.setdefault(index, {})[name] = own[name]
            seen.add(name)
    return later
