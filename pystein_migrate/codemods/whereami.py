"""Code that asks where its file lies, rewritten so that it still finds the files of its old folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from pystein_migrate.python.expressions import called_name
from pystein_migrate.python.scopes import ModuleScope
from pystein_migrate.python.source import Source

from .adaptation import Rewrite
from .blockers import Blocker

_SAME_PATH_CALLS = frozenset(
    {"abspath", "realpath", "normpath", "resolve", "absolute", "Path", "PurePath", "str", "fspath"}
)


def file_rewrites(source: Source, scope: ModuleScope) -> tuple[list[Rewrite], list[Blocker]]:
    """What becomes of every ``__file__`` of a script that moves to the app root.

    A directory that is derived from it gets the script's folder appended; any other use is a blocker.
    """
    references = scope.references.get("__file__", ())
    if not references:
        return [], []
    parents = source.parents
    rewrites: list[Rewrite] = []
    blocked: list[Blocker] = []
    for reference in references:
        rewrite = None
        if isinstance(reference.node, ast.Name) and reference.string is None:
            rewrite = _Climb(source, parents).rewrite(reference.node)
        if rewrite is None:
            blocked.append(Blocker("own-file", "uses __file__ in a way that moving would change", reference.node))
        else:
            rewrites.append(rewrite)
    return rewrites, blocked


def directory_rewrites(source: Source, parameter: str) -> tuple[list[Rewrite], list[Blocker]]:
    """What becomes of ``context.function_directory`` where ``parameter`` is the worker's context.

    The worker takes the folder of the file that defines the function (worker: functions.py).
    """
    rewrites: list[Rewrite] = []
    blocked: list[Blocker] = []
    if "function_directory" not in source.text:
        return rewrites, blocked
    parents = source.parents
    parts = source.folder.split("/")
    for node in source.nodes:
        if not isinstance(node, ast.Attribute) or node.attr != "function_directory":
            continue
        join = parents.get(id(node))
        if not isinstance(node.value, ast.Name) or node.value.id != parameter:
            blocked.append(Blocker("own-file", "uses function_directory of something else", node))
        elif _is_join_of(join, node):
            rewrites.append(Rewrite(join, joined_call(source, join, source.segment(node), parts), True))
        else:
            folders = ", ".join(f'"{part}"' for part in parts)
            rewrites.append(Rewrite(node, f"os.path.join({source.segment(node)}, {folders})", True))
    return rewrites, blocked


def joined_call(source: Source, join: ast.Call, first: str, parts: list[str]) -> str:
    """The call ``os.path.join(<first>, …)`` with the folders ``parts`` put in behind its first argument."""
    others = [source.segment(argument) for argument in join.args[1:]]
    arguments = [first, *(f'"{part}"' for part in parts), *others]
    return f"{source.segment(join.func)}({', '.join(arguments)})"


def _is_join_of(call: ast.AST | None, first: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(call, ast.Call) and called_name(call) == "join" and call.args[:1] == [first] and not call.keywords


class _Climb:
    """Follows the expression around one ``__file__`` outwards: the file, its folder, folders above."""

    def __init__(self, source: Source, parents: dict[int, ast.AST]) -> None:
        self.source = source
        self.parents = parents

    def rewrite(self, name: ast.Name) -> Rewrite | None:
        file = self._file(name)
        folder = self._folder_above(file)
        if folder is None:
            return self._sibling(file)
        depth = len(self.source.folder.split("/")) if self.source.folder else 0
        steps = list(self._folders(*folder))
        node, level = steps[-1]
        parts = self.source.folder.split("/")[: max(depth - level, 0)] if depth else []
        if isinstance(folder[0], ast.Subscript) and folder[1] > 0:
            return self._shorter_index(folder[0], level - depth) if len(steps) == 1 else None
        base, _ = steps[min(max(level - depth, 0), len(steps) - 1)]
        if depth == 1 and level == 0:
            upwards = self._upwards(node, self.source.segment(base))
            if upwards is not None:
                return upwards
        stays = bool(parts) and not self._is_search_path(node)
        join = self.parents.get(id(node))
        if parts and _is_string_path(base) and _is_join_of(join, node):
            return Rewrite(join, joined_call(self.source, join, self.source.segment(base), parts), stays)
        return Rewrite(node, self._joined(base, node, parts), stays)

    def _upwards(self, node: ast.expr, folder: str) -> Rewrite | None:
        """The folder followed by "..": what is left of both is the folder that the code moved to."""
        parent = self.parents.get(id(node))
        if isinstance(parent, ast.BinOp) and parent.left is node and isinstance(parent.op, (ast.Add, ast.Div)):
            rest = self._without_up(parent.right, "/.." if isinstance(parent.op, ast.Add) else "..")
            if rest is None:
                return None
            operator = "+" if isinstance(parent.op, ast.Add) else "/"
            return Rewrite(parent, f"{folder} {operator} {rest}" if rest else folder)
        if (
            isinstance(parent, ast.Call)
            and called_name(parent) == "join"
            and parent.args[:1] == [node]
            and parent.args[1:]
        ):
            rest = self._without_up(parent.args[1], "..")
            if rest is None:
                return None
            arguments = [folder, *([rest] if rest else []), *(self.source.segment(arg) for arg in parent.args[2:])]
            text = f"{self.source.segment(parent.func)}({', '.join(arguments)})" if len(arguments) > 1 else folder
            return Rewrite(parent, text)
        return None

    def _without_up(self, node: ast.expr, up: str) -> str | None:
        """A literal that starts with ``up`` without it ("" if nothing is left); None if it does not."""
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            return None
        text = self.source.segment(node)
        if node.value == up:
            return ""
        if not node.value.startswith(up + "/") or text.count(node.value) != 1:
            return None
        kept = node.value[len(up) :] if up.startswith("/") else node.value[len(up) + 1 :]
        return text.replace(node.value, kept)

    def _is_search_path(self, node: ast.expr) -> bool:
        """Whether the folder only goes into ``sys.path``, where one that does not exist is no matter."""
        parent = self.parents.get(id(node))
        if isinstance(parent, ast.Call):
            return self.source.segment(parent.func) in ("sys.path.append", "sys.path.insert")
        if (
            not isinstance(parent, ast.Assign)
            or len(parent.targets) != 1
            or not isinstance(parent.targets[0], ast.Name)
        ):
            return False
        name = parent.targets[0].id
        uses = [use for use in ast.walk(self.source.tree) if isinstance(use, ast.Name) and use.id == name]
        others = [use for use in uses if use is not parent.targets[0]]
        return bool(others) and all(self._is_search_path(use) for use in others if isinstance(use.ctx, ast.Load))

    def _shorter_index(self, node: ast.Subscript, index: int) -> Rewrite | None:
        if index < 0:
            return None
        return Rewrite(node, f"{self.source.segment(node.value)}[{index}]")

    def _file(self, node: ast.expr) -> ast.expr:
        """The outermost expression around ``node`` that still means the file itself."""
        while True:
            parent = self.parents.get(id(node))
            if isinstance(parent, ast.Call) and called_name(parent) in _SAME_PATH_CALLS and parent.args[:1] == [node]:
                node = parent
            elif isinstance(parent, ast.Attribute) and parent.attr in ("resolve", "absolute"):
                call = self.parents.get(id(parent))
                if not isinstance(call, ast.Call):
                    return node
                node = call
            else:
                return node

    def _folder_above(self, node: ast.expr) -> tuple[ast.expr, int] | None:
        """The expression for the folder that ``node`` lies in, and how far above the script's folder it is."""
        parent = self.parents.get(id(node))
        if isinstance(parent, ast.Call) and called_name(parent) == "dirname" and parent.args[:1] == [node]:
            return parent, 0
        if isinstance(parent, ast.Attribute) and parent.attr == "parent":
            return parent, 0
        if isinstance(parent, ast.Attribute) and parent.attr == "parents":
            item = self.parents.get(id(parent))
            if isinstance(item, ast.Subscript) and isinstance(item.slice, ast.Constant):
                index = item.slice.value
                return (item, index) if isinstance(index, int) and index >= 0 else None
        return None

    def _folders(self, node: ast.expr, level: int) -> Iterator[tuple[ast.expr, int]]:
        """``node`` and every expression around it that takes one folder further up."""
        current: tuple[ast.expr, int] | None = (node, level)
        while current is not None:
            yield current
            node = self._file(current[0])
            above = self._folder_above(node)
            current = (above[0], current[1] + above[1] + 1) if above else None

    def _joined(self, base: ast.expr, node: ast.expr, parts: list[str]) -> str:
        text = self.source.segment(base)
        if not parts:
            return text
        quoted = [f'"{part}"' for part in parts]
        if _is_string_path(base):
            function = base.func  # type: ignore[attr-defined]
            prefix = self.source.segment(function)[: -len("dirname")]
            return f"{prefix or 'os.path.'}join({', '.join([text, *quoted])})"
        joined = " / ".join([text, *quoted])
        return f"({joined})" if self._binds_tighter(node) else joined

    def _binds_tighter(self, node: ast.expr) -> bool:
        parent = self.parents.get(id(node))
        if isinstance(parent, ast.BinOp):
            return parent.left is not node or not isinstance(parent.op, (ast.Div, ast.Add))
        return isinstance(parent, (ast.Attribute, ast.Subscript, ast.Await, ast.UnaryOp))

    def _sibling(self, file: ast.expr) -> Rewrite | None:
        """``Path(__file__).with_name("x")``: a file beside the script."""
        attribute = self.parents.get(id(file))
        call = self.parents.get(id(attribute)) if isinstance(attribute, ast.Attribute) else None
        if not isinstance(attribute, ast.Attribute) or attribute.attr != "with_name" or not isinstance(call, ast.Call):
            return None
        quoted = " / ".join(f'"{part}"' for part in self.source.folder.split("/"))
        name = self.source.segment(call.args[0])
        text = f"{self.source.segment(file)}.parent / {quoted} / {name}"
        return Rewrite(call, f"({text})" if self._binds_tighter(call) else text, True)


def _is_string_path(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and called_name(node) == "dirname"
