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
        "b64decode", "compile", "create_engine", "float", "fromisoformat", "import_module", "int", "join", "len",
        "literal_eval", "loads", "strptime",
    }
)  # fmt: skip
# Those that fail if they get an empty text as well.
_WANT_CONTENT = frozenset({"float", "fromisoformat", "import_module", "int", "literal_eval", "loads", "strptime"})
# What gives parts of a text, or the text in another form.
_PARTS = frozenset({"split", "rsplit", "splitlines"})
_EMPTY = (None, "", "{}", "[]")
_FORMS = frozenset({"lower", "lstrip", "replace", "rstrip", "strip", "upper"})

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
            if isinstance(value, ast.Name) and _is_tested(step, value.id):
                continue
            asked = _asked(step.source, value)
            if asked is not None and _default(asked) is None:
                yield node, asked.args[0], "TypeError"
        for asked, error in _must_have_content(step.source, node):
            yield node, asked.args[0], error


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


def _must_have_content(source: Source, node: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """The settings that ``node`` converts or takes a certain part of, with no such default, and what is raised."""
    if isinstance(node, ast.Call) and called_name(node) in _WANT_CONTENT and node.args:
        asked = _asked(source, node.args[0])
        if asked is not None and _default(asked) == "":
            yield asked, "ValueError"
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and not isinstance(node.slice, ast.Slice):
        in_any = isinstance(node.slice, ast.Constant) and node.slice.value == 0
        asked = _taken_apart(source, node.value)
        if asked is not None and not in_any and ast.unparse(node.slice) != "-1":
            yield asked, "LookupError"
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        asked = _taken_apart(source, node.value)
        if asked is not None:
            yield asked, "ValueError"


def _taken_apart(source: Source, node: ast.expr) -> ast.Call | None:
    """The call that reads the setting of whose text, empty by default, ``node`` is the parts: split or from JSON."""
    value = _value(source, node)
    if not isinstance(value, ast.Call):
        return None
    text = value.func.value if isinstance(value.func, ast.Attribute) and value.func.attr in _PARTS else None
    if called_name(value) == "loads" and value.args:
        text = value.args[0]
    asked = None if text is None else _asked(source, text)
    return None if asked is None or _default(asked) not in _EMPTY else asked


def _asked(source: Source, node: ast.expr) -> ast.Call | None:
    """The call like ``os.getenv("X")`` that ``node`` is, or whose text it is in some form."""
    value = _value(source, node)
    if not isinstance(value, ast.Call):
        return None
    if isinstance(value.func, ast.Attribute) and value.func.attr in _FORMS:
        return _asked(source, value.func.value)
    if called_name(value) == "str" and value.args:
        return _asked(source, value.args[0])
    by_get = (
        isinstance(value.func, ast.Attribute) and value.func.attr == "get" and _is_environ(source, value.func.value)
    )
    return value if value.args and not value.keywords and (by_get or called_name(value) == "getenv") else None


def _value(source: Source, node: ast.expr) -> ast.expr | None:
    """``node``, or what the top level gives the name that it is, which it does once and before."""
    if not isinstance(node, ast.Name):
        return node
    value = _assigned_once(source).get(node.id)
    return value if value is not None and value.lineno < node.lineno else None


def _default(asked: ast.Call) -> object:
    """The constant that ``asked`` gives for a setting that is missing; the expression for it if it is none."""
    default = asked.args[1] if len(asked.args) > 1 else ast.Constant(None)
    return default.value if isinstance(default, ast.Constant) else default


@once
def _assigned_once(source: Source) -> dict[str, ast.expr]:
    """The names that the top level binds once, each to its value."""
    scope = module_scope(source)
    return {
        target.id: node.value
        for node in source.tree.body
        if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Name)
        if len(scope.bound[target.id]) == 1
    }


@once
def _set_by(source: Source) -> frozenset[str]:
    """The settings that the module gives a value itself."""
    found: set[object] = set()
    for node in source.nodes_of(ast.Subscript, ast.Call):
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
