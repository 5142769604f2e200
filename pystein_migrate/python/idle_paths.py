"""Statements that put a folder on ``sys.path`` in which nothing is found, or the app's root, which is there."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from .meanings import Meanings, assigned_once
from .modules import Modules
from .nodes import walk
from .places import place_of
from .scopes import module_scope
from .source import Source, is_alone, once

_TELLING = frozenset(
    {
        "builtins.str", "os.fspath", "os.getcwd", "os.path.abspath", "os.path.dirname", "os.path.join",
        "os.path.normpath", "os.path.realpath", "pathlib.Path", "pathlib.PurePath",
    }
)  # fmt: skip
_TELLING_METHODS = frozenset({"absolute", "as_posix", "joinpath", "resolve"})


class IdlePaths:
    """Finds them in the scripts of an app whose modules are ``modules``."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self._meanings = Meanings(modules, certain=True)

    def of(self, source: Source) -> frozenset[ast.stmt]:
        """The statements at the top level of ``source`` that only do so, and what only they need."""
        if "sys" not in source.text or "path" not in source.text or not _only_added_to(self.modules):
            return frozenset()
        found = {node for node in source.tree.body if is_alone(source, node) and self._is_idle(source, node)}
        while found:
            needed = {node for node in source.tree.body if self._is_only_for(source, node, found)} - found
            if not needed:
                break
            found |= needed
        return frozenset(found)

    def _is_idle(self, source: Source, node: ast.stmt) -> bool:
        if isinstance(node, ast.If) and not node.orelse and len(node.body) == 1:  # if it is not there yet
            return _asks_search_path(node.test) and self._is_idle(source, node.body[0])
        call = node.value if isinstance(node, ast.Expr) else None
        if not isinstance(call, ast.Call) or call.keywords or not call.args:
            return False
        added = self._meanings.qualified(source, call.func)
        *index, folder = call.args
        is_first = [isinstance(each, ast.Constant) and isinstance(each.value, int) for each in index]
        if (added, is_first) not in (("sys.path.append", []), ("sys.path.insert", [True])):
            return False
        return self._finds_nothing(source, folder, is_last=added.endswith("append"))

    def _finds_nothing(self, source: Source, folder: ast.expr, *, is_last: bool) -> bool:
        place = place_of(source, folder)
        if not self._is_certain(source, folder) or not place.rooted or not place.whole:
            return False
        if not place.path:
            return is_last
        return place.path == source.folder and not self.modules.submodules(source.folder.replace("/", "."))

    def _is_certain(self, source: Source, node: ast.expr) -> bool:
        """Whether ``node`` is made of nothing but ``__file__`` and functions that tell where something is."""
        if isinstance(node, ast.Name):
            value = assigned_once(source, node.id)
            return node.id == "__file__" or (value is not None and self._is_certain(source, value))
        if isinstance(node, ast.Attribute):
            return node.attr in ("parent", "parents") and self._is_certain(source, node.value)
        if isinstance(node, ast.Subscript):
            return isinstance(node.slice, ast.Constant) and self._is_certain(source, node.value)
        if isinstance(node, ast.BinOp):
            return isinstance(node.op, ast.Div) and all(self._is_certain(source, n) for n in (node.left, node.right))
        if not isinstance(node, ast.Call) or node.keywords:
            return isinstance(node, ast.Constant) and isinstance(node.value, str)
        is_method = isinstance(node.func, ast.Attribute) and node.func.attr in _TELLING_METHODS
        owners = [node.func.value] if is_method and isinstance(node.func, ast.Attribute) else []
        is_telling = is_method or self._meanings.qualified(source, node.func) in _TELLING
        return is_telling and all(self._is_certain(source, each) for each in (*owners, *node.args))

    def _is_only_for(self, source: Source, node: ast.stmt, found: Iterable[ast.stmt]) -> bool:
        """Whether ``node`` gives a name to a place that only the statements ``found`` use."""
        if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
            return False
        name = node.targets[0].id
        if assigned_once(source, name) is not node.value or not self._is_certain(source, node.value):
            return False
        inside = {each for statement in found for each in walk(statement)}
        users = [each.node for each in module_scope(source).references[name] if each.node is not node.targets[0]]
        return is_alone(source, node) and bool(users) and all(user in inside for user in users)


@once
def _only_added_to(modules: Modules) -> bool:
    """Whether no module of the app does more with ``sys.path`` than add to it, or leaves its folder."""
    return all(map(_only_adds, modules.sources()))


def _only_adds(source: Source) -> bool:
    if "chdir" in source.text:
        return False
    for node in source.nodes_of(ast.ImportFrom):
        if node.module == "sys" and any(alias.name in ("path", "*") for alias in node.names):
            return False
    return all(_is_added_to(source, node) for node in source.nodes_of(ast.Attribute) if is_search_path(node))


def is_search_path(node: ast.Attribute) -> bool:
    """Whether ``node`` is ``sys.path``."""
    return node.attr == "path" and isinstance(node.value, ast.Name) and node.value.id == "sys"


def _is_added_to(source: Source, node: ast.Attribute) -> bool:
    parent = source.parents.get(node)
    if isinstance(parent, ast.Compare):
        return parent.comparators == [node] and isinstance(parent.ops[0], (ast.In, ast.NotIn))
    call = source.parents.get(parent) if isinstance(parent, ast.Attribute) else None
    added = parent.attr if isinstance(parent, ast.Attribute) else ""
    if not isinstance(call, ast.Call) or call.func is not parent or added not in ("append", "insert"):
        return False
    first = call.args[0] if call.args else None
    return added == "append" or (isinstance(first, ast.Constant) and first.value in (0, 1))


def _asks_search_path(node: ast.expr) -> bool:
    """``place not in sys.path``."""
    compared = node.comparators[0] if isinstance(node, ast.Compare) and len(node.comparators) == 1 else None
    is_asked = isinstance(compared, ast.Attribute) and is_search_path(compared)
    return is_asked and isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.NotIn)
