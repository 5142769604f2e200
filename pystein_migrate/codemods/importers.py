"""Code outside the functions that imports, calls or patches a function's module, pointed to the new home.

Tests and local scripts do this: ``from HttpTrigger import main``, ``HttpTrigger.main(req)``,
``mock.patch("HttpTrigger.requests.get")``, ``importlib.import_module("my-func")``.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from pystein_migrate.python.expressions import called_name
from pystein_migrate.python.imports import LEGACY_ROOT, UnresolvableImportError, absolute_items
from pystein_migrate.python.modules import STRING_CALLS
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

_MODULE_ARGUMENT_CALLS = frozenset({"object", "setattr", "delattr"})


@dataclass(frozen=True, slots=True)
class Moved:
    """A script's module that became part of another: ``names`` maps its top-level names to their new ones.

    ``submodules`` are modules of its package that stay where they are.
    """

    module: str
    target: str
    names: Mapping[str, str]
    submodules: frozenset[str]

    def new_name(self, name: str) -> str:
        """What ``name`` of the old module is called in the new one."""
        return self.names.get(name, name)


class CannotFollowError(Exception):
    """A use of a moved module that cannot be rewritten with certainty; ``node`` is where."""

    def __init__(self, message: str, node: ast.AST) -> None:
        super().__init__(message)
        self.message = message
        self.node = node


def follow_edits(source: Source, moved: Mapping[str, Moved]) -> tuple[list[Edit], set[int]]:
    """Edits that point ``source`` to the new home of the ``moved`` modules (by old name).

    Also returns the ``id`` of every import statement they cover. Raises :class:`CannotFollowError`.
    """
    return _Following(source, moved).run()


class _Following:
    def __init__(self, source: Source, moved: Mapping[str, Moved]) -> None:
        self.source = source
        self.moved = moved
        self.edits: list[Edit] = []
        self.covered: set[int] = set()
        self.modules: dict[str, Moved] = {}

    def run(self) -> tuple[list[Edit], set[int]]:
        for node in self.source.nodes:
            if isinstance(node, ast.Import):
                self.plain_import(node)
            elif isinstance(node, ast.ImportFrom):
                self.from_import(node)
            elif isinstance(node, ast.Call):
                self.call(node)
        for name, moved in self.modules.items():
            self.uses(name, moved)
        return self.edits, self.covered

    # Imports

    def plain_import(self, node: ast.Import) -> None:
        if not any(self.moved.get(_plain(alias.name)) for alias in node.names):
            return
        parts = []
        for alias in node.names:
            moved = self.moved.get(_plain(alias.name))
            if moved is None:
                parts.append(f"{_plain(alias.name)} as {alias.asname}" if alias.asname else _plain(alias.name))
            else:
                if "." in alias.name and not alias.asname:
                    raise CannotFollowError(f"imports {alias.name} by its dotted name", node)
                self.modules[alias.asname or alias.name] = moved
                parts.append(f"{moved.target} as {alias.asname}" if alias.asname else moved.target)
        self.replace(node, f"import {', '.join(parts)}")

    def from_import(self, node: ast.ImportFrom) -> None:
        try:
            items = absolute_items(self.source, node)
        except UnresolvableImportError:
            return
        followed = [item for item in items if self.home_of(item.module, item.name)]
        if not followed:
            return
        if any(item.name == "*" for item in followed):
            raise CannotFollowError(f"imports everything from {followed[0].module}", node)
        lines = []
        for item in items:
            if item not in followed:
                alias = f" as {item.alias}" if item.alias else ""
                lines.append(
                    f"from {item.module} import {item.name}{alias}" if item.name else f"import {item.module}{alias}"
                )
        members = []
        for item in followed:
            home = self.home_of(item.module, item.name)
            if home is None:
                continue
            moved, name = home
            if not name:
                bound = item.bound_name
                self.modules[bound] = moved
                lines.append(f"import {moved.target}" + ("" if bound == item.module else f" as {bound}"))
                continue
            new = moved.new_name(name)
            members.append((moved.target, f"{new} as {item.bound_name}" if new != item.bound_name else new))
        for target in dict.fromkeys(target for target, _ in members):
            lines.append(f"from {target} import {', '.join(text for home, text in members if home == target)}")
        indent = " " * node.col_offset
        self.replace(node, f"\n{indent}".join(lines))

    def home_of(self, module: str, name: str) -> tuple[Moved, str] | None:
        """The moved module that ``from module import name`` takes ``name`` from; name "" for the module itself."""
        whole = self.moved.get(f"{module}.{name}" if name else module)
        if whole is not None:
            return whole, ""
        moved = self.moved.get(module)
        if moved is None or name in moved.submodules:
            return None
        return moved, name

    def replace(self, node: ast.stmt, text: str) -> None:
        self.covered.add(id(node))
        self.edits.append(Edit(self.source.start(node), self.source.end(node), text))

    # Strings

    def call(self, node: ast.Call) -> None:
        name = called_name(node)
        argument = node.args[0] if node.args else None
        if name not in STRING_CALLS or not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            return
        found = self.split(argument.value)
        if found is None:
            return
        moved, rest = found
        if name in ("import_module", "__import__"):
            if rest:
                return
            self.string(argument, moved.target)
            self.loaded(node, moved)
        elif rest:
            first, _, tail = rest.partition(".")
            self.string(argument, ".".join(part for part in (moved.target, moved.new_name(first), tail) if part))
        else:
            raise CannotFollowError(f"names the module {moved.module} in a string", node)

    def split(self, text: str) -> tuple[Moved, str] | None:
        """The moved module that the dotted ``text`` starts with, and what follows it."""
        name = text.removeprefix(LEGACY_ROOT + ".")
        parts = name.split(".")
        for length in range(len(parts), 0, -1):
            moved = self.moved.get(".".join(parts[:length]))
            if moved is not None:
                rest = parts[length:]
                return None if rest and rest[0] in moved.submodules else (moved, ".".join(rest))
        return None

    def string(self, node: ast.Constant, new: str) -> None:
        text = self.source.segment(node)
        if text.count(str(node.value)) != 1:
            raise CannotFollowError("names a moved module in a string with escapes", node)
        at = self.source.start(node) + text.index(str(node.value))
        self.edits.append(Edit(at, at + len(str(node.value)), new))

    def loaded(self, call: ast.Call, moved: Moved) -> None:
        """Follow the module that ``importlib.import_module(...)`` returns."""
        parent = self.source.parents.get(call)
        if isinstance(parent, ast.Attribute):
            self.attribute(parent, moved)
        elif isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name):
            name = parent.targets[0].id
            if name in self.modules:
                raise CannotFollowError(f"{name} stands for several modules", call)
            self.uses(name, moved, keep_name=True)
        elif not isinstance(parent, ast.Expr):
            raise CannotFollowError(f"passes the module {moved.module} on", call)

    # Uses of a module's name

    def uses(self, name: str, moved: Moved, *, keep_name: bool = False) -> None:
        top = name.partition(".")[0]
        for node in self.source.nodes:
            if isinstance(node, ast.Name) and node.id == top:
                if isinstance(node.ctx, ast.Store) and keep_name:
                    continue
                if not isinstance(node.ctx, ast.Load):
                    raise CannotFollowError(f"binds {top} to something else as well", node)
                self.use(node, moved, rename=not keep_name and top == moved.module)
            elif isinstance(node, ast.arg) and node.arg == top:
                raise CannotFollowError(f"has a parameter called {top}", node)

    def use(self, node: ast.Name, moved: Moved, *, rename: bool) -> None:
        parent = self.source.parents.get(node)
        if isinstance(parent, ast.Attribute):
            self.attribute(parent, moved)
        elif isinstance(parent, ast.Call) and called_name(parent) in _MODULE_ARGUMENT_CALLS and parent.args[0] is node:
            name = parent.args[1] if len(parent.args) > 1 else None
            if not isinstance(name, ast.Constant) or not isinstance(name.value, str):
                raise CannotFollowError(f"passes the module {moved.module} on", node)
            if moved.new_name(name.value) != name.value:
                self.string(name, moved.new_name(name.value))
        else:
            raise CannotFollowError(f"passes the module {moved.module} on", node)
        if rename:
            self.edits.append(Edit(self.source.start(node), self.source.end(node), moved.target))

    def attribute(self, node: ast.Attribute, moved: Moved) -> None:
        if node.attr in moved.submodules:
            raise CannotFollowError(f"reaches {node.attr} through the module {moved.module}", node)
        new = moved.new_name(node.attr)
        if new != node.attr:
            end = self.source.end(node)
            self.edits.append(Edit(end - len(node.attr), end, new))


def _plain(module: str) -> str:
    return module.removeprefix(LEGACY_ROOT + ".")
