"""Whether scripts may be loaded in another order than the worker's: by an allow-list of what they do meanwhile."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from pystein_migrate.model.app import Function
from pystein_migrate.python.conditions import is_main_guard
from pystein_migrate.python.definitions import FUNCTIONS
from pystein_migrate.python.meanings import Meanings
from pystein_migrate.python.modules import Modules
from pystein_migrate.python.nodes import walk
from pystein_migrate.python.source import Source

from .plain_code import has_plain_signature

# Calls that only make something of what they are given, or read what no code of an app writes while it is loaded.
_MAKING = frozenset(
    {
        "azure.durable_functions.Entity.create", "azure.durable_functions.Orchestrator.create", "builtins.bool",
        "builtins.float", "builtins.int", "builtins.str", "collections.namedtuple", "datetime.timedelta",
        "logging.getLogger", "os.environ.get", "os.getenv", "os.path.abspath", "os.path.dirname", "os.path.join",
        "os.path.realpath", "pathlib.Path", "re.compile", "typing.NamedTuple", "typing.NewType", "typing.TypeVar",
    }
)  # fmt: skip
_PLAIN = (
    ast.Constant, ast.Dict, ast.FormattedValue, ast.JoinedStr, ast.List, ast.Name, ast.Set, ast.Tuple, ast.expr_context,
    ast.keyword,
)  # fmt: skip


def may_count(modules: Modules, given: Sequence[Function], natural: Sequence[Function]) -> bool:
    """Whether the scripts do nothing but define names, and load the app's modules one after the other as before."""
    scripts = list(dict.fromkeys(function.script for function in given))
    counted = list(dict.fromkeys(function.script for function in natural))
    if _loads(modules, scripts) != _loads(modules, counted):
        return False
    if any("__getattr__" in source.text for source in modules.sources(modules.reachable(scripts))):
        return False  # even an import may count
    meanings = Meanings(modules, certain=True)
    return all(_only_defines(meanings, source) for source in modules.sources(scripts))


def _loads(modules: Modules, scripts: Sequence[str]) -> list[frozenset[str]]:
    """The modules of the app that each of ``scripts`` is the first to load, where there are any."""
    seen = set(scripts)
    found = []
    for path in scripts:
        new = frozenset(modules.reachable([path]) - seen)
        seen |= new
        found += [new] if new else []
    return found


def _only_defines(meanings: Meanings, source: Source) -> bool:
    return all(_defines(meanings, source, statement) for statement in source.tree.body)


def _defines(meanings: Meanings, source: Source, node: ast.stmt) -> bool:
    if isinstance(node, (ast.Import, ast.ImportFrom, ast.Pass)) or is_main_guard(node):
        return True
    if isinstance(node, FUNCTIONS):
        return not node.decorator_list and has_plain_signature(node)
    if isinstance(node, ast.ClassDef):
        is_plain = not node.decorator_list and not node.bases and not node.keywords
        return is_plain and all(_defines(meanings, source, each) for each in node.body)
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Try):  # the import of one thing in two forms
        handled = (each for handler in node.handlers for each in handler.body)
        return all(isinstance(each, (ast.Import, ast.ImportFrom)) for each in (*node.body, *handled, *node.orelse))
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    is_assigned = isinstance(node, (ast.Assign, ast.AnnAssign)) and all(isinstance(each, ast.Name) for each in targets)
    return is_assigned and _makes(meanings, source, getattr(node, "value", None))


def _makes(meanings: Meanings, source: Source, value: ast.expr | None) -> bool:
    """Whether evaluating ``value`` only makes something new, or reads the environment."""
    parts = [] if value is None else list(walk(value))
    called = {each.func for each in parts if isinstance(each, ast.Call)}
    inside = {each for func in called for each in walk(func)}
    return all(
        isinstance(each, _PLAIN)
        or each in inside
        or (isinstance(each, ast.Call) and meanings.qualified(source, each.func) in _MAKING)
        or _is_setting(meanings, source, each)
        for each in parts
    )


def _is_setting(meanings: Meanings, source: Source, node: ast.AST) -> bool:
    """``os.environ["NAME"]``, and what it consists of."""
    if isinstance(node, ast.Attribute):
        return meanings.qualified(source, node) == "os.environ"
    return isinstance(node, ast.Subscript) and meanings.qualified(source, node.value) == "os.environ"
