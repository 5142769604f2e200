"""App settings without which a script cannot be loaded."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from pystein_migrate import notes
from pystein_migrate.python.expressions import called_name, last_name, root_name
from pystein_migrate.python.imports import items_of
from pystein_migrate.python.loading import Step
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source, once

from .risk import Risk, Surroundings, shown

# What the platform or the system sets (Microsoft Learn, app settings reference).
_ALWAYS_THERE = re.compile(r"WEBSITE_\w+|FUNCTIONS_\w+|AzureWebJobsStorage|PATH|HOME|PWD|HOSTNAME|TMPDIR|TEMP|TMP")
# Calls that fail if they get None.
_CONVERSIONS = frozenset(
    {
        "b64decode", "compile", "create_engine", "float", "fromisoformat", "import_module", "int", "len",
        "literal_eval", "loads",
    }
)  # fmt: skip

# Classes whose objects raise where a setting is missing that they are asked for, all an error of values or of keys.
_SETTING_READERS = frozenset({("environs", "Env"), ("environ", "Env"), ("starlette.config", "Config")})


def app_settings(around: Surroundings, step: Step) -> Iterator[Risk]:
    """Settings whose absence makes the step fail."""
    if around.has_env_file:
        return
    given = {*around.settings, *_set_by(step.source)}
    tested = {constant.value for constant in _constants(_tests(step))}
    for node, key, error in _needed(step):
        name = key.value if isinstance(key, ast.Constant) else None
        if name in given or name in tested or (isinstance(name, str) and _ALWAYS_THERE.fullmatch(name)):
            continue
        what = name if isinstance(name, str) else shown(step.source, key)
        yield Risk(notes.SETTING_AT_LOAD, what, error, step.source, node)


def _needed(step: Step) -> Iterator[tuple[ast.AST, ast.expr, str]]:
    """The places that fail without a setting, the expression for its name, and the exception."""
    for node in step.nodes():
        if isinstance(node, ast.Subscript) and _is_environ(step.source, node.value):
            if isinstance(node.ctx, ast.Load):
                yield node, node.slice, "KeyError"
            continue
        if isinstance(node, ast.Call) and _takes_out(step.source, node):
            yield node, node.args[0], "KeyError"
        if isinstance(node, ast.Call) and _asks_a_library(step.source, node):
            yield node, node.args[0], "ValueError"
        for value in _must_be_there(step.source, node):
            key = _optional_key(step.source, value)
            if isinstance(value, ast.Name) and not _is_tested(step, value.id):
                key = _optional_settings(step.source).get(value.id)
            if key is not None:
                yield node, key, "TypeError"


def _takes_out(source: Source, node: ast.Call) -> bool:
    """Whether ``node`` is ``os.environ.pop("X")`` without a default."""
    if not isinstance(node.func, ast.Attribute) or len(node.args) != 1:
        return False
    return node.func.attr == "pop" and _is_environ(source, node.func.value)


def _asks_a_library(source: Source, node: ast.Call) -> bool:
    """Whether ``node`` is one like ``config("X")`` or ``env.int("X")`` of a library for settings, with no default."""
    reader = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    if len(node.args) != 1 or any(keyword.arg in (None, "default") for keyword in node.keywords):
        return False
    return isinstance(reader, ast.Name) and reader.id in _setting_readers(source)


@once
def _setting_readers(source: Source) -> frozenset[str]:
    """The names at the top level that stand for what reads settings and raises for one that is missing."""
    found = {item.bound_name: item.target for _, item in items_of(source, source.tree.body)}
    made = {
        target.id
        for node in source.tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        for target in node.targets
        if isinstance(target, ast.Name) and _is_settings_reader(found, node.value.func)
    }
    return frozenset(made | {name for name, target in found.items() if target == ("decouple", "config")})


def _is_settings_reader(imported: Mapping[str, tuple[str, str]], called: ast.expr) -> bool:
    module, name = imported.get(root_name(called) or last_name(called), ("", ""))
    return (module, name or last_name(called)) in _SETTING_READERS


def _must_be_there(source: Source, node: ast.AST) -> list[ast.expr]:
    """The expressions in ``node`` that must not be None."""
    if isinstance(node, ast.Attribute):
        return [node.value]
    if isinstance(node, ast.Subscript):
        return [node.value, node.slice]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [node.left, node.right]
    if isinstance(node, ast.Call) and (called_name(node) in _CONVERSIONS or _is_client(source, node.func)):
        return [*node.args, *(keyword.value for keyword in node.keywords)]
    return []


def _is_client(source: Source, called: ast.expr) -> bool:
    """Whether the expression is a class, the app's own or a library's, or a method that makes an object of one."""
    name = called.id if isinstance(called, ast.Name) else root_name(called)
    made = last_name(called)
    is_class = made[:1].isupper() or made.startswith("from_")
    bounds = module_scope(source).bound.get(name, ())
    return is_class and any(bound.kind in ("import", "class") for bound in bounds)


def _is_environ(source: Source, node: ast.expr) -> bool:
    return isinstance(node, (ast.Name, ast.Attribute)) and last_name(node) in _names_of_environ(source)


@once
def _names_of_environ(source: Source) -> frozenset[str]:
    """What ``os.environ`` is called in the module."""
    names = {"environ"}
    names.update(item.bound_name for _, item in items_of(source, source.tree.body) if item.target == ("os", "environ"))
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and last_name(node.value) == "environ":
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return frozenset(names)


def _optional_key(source: Source, node: ast.expr) -> ast.expr | None:
    """The name of the setting that ``node`` reads, as ``os.getenv("X")`` does, if that is None where it is missing."""
    if not isinstance(node, ast.Call) or not node.args or node.keywords:
        return None
    by_get = isinstance(node.func, ast.Attribute) and node.func.attr == "get" and _is_environ(source, node.func.value)
    if not by_get and called_name(node) != "getenv":
        return None
    default = node.args[1] if len(node.args) > 1 else None
    return node.args[0] if default is None or (isinstance(default, ast.Constant) and default.value is None) else None


@once
def _optional_settings(source: Source) -> dict[str, ast.expr]:
    """Names that the top level binds once, to a setting that may be missing."""
    scope = module_scope(source)
    found = {}
    for node in source.tree.body:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.Assign) and isinstance(target, ast.Name) and len(scope.bound[target.id]) == 1:
            key = _optional_key(source, node.value)
            if key is not None:
                found[target.id] = key
    return found


@once
def _set_by(source: Source) -> frozenset[str]:
    """The settings that the module gives a value itself."""
    found: set[object] = set()
    for node in source.nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) and _is_environ(source, node.value):
            found.update(constant.value for constant in _constants([node.slice]))
        elif isinstance(node, ast.Call) and called_name(node) in ("setdefault", "putenv"):
            found.update(constant.value for constant in _constants(node.args[:1]))
    return frozenset(str(name) for name in found)


def _tests(step: Step) -> list[ast.expr]:
    """The conditions that the step, or a part of it, runs under."""
    return [*step.around.tests, *(node.test for node in step.nodes() if isinstance(node, ast.IfExp))]


def _is_tested(step: Step, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for test in _tests(step) for node in ast.walk(test))


def _constants(nodes: list[ast.expr]) -> Iterator[ast.Constant]:
    for node in nodes:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Constant):
                yield inner
