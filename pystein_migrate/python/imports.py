"""Import statements: what they import, seen from the app root."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from pystein_migrate.facts.search_path import INSTALLED, STANDARD_LIBRARY

from .source import Source, once

LEGACY_ROOT = "__app__"


class UnresolvableImportError(Exception):
    """An import that has no absolute form in the decorator model; the message says why, ``remedy`` what to do."""

    def __init__(self, message: str, node: ast.AST, remedy: str = "rewrite the import by hand") -> None:
        super().__init__(message)
        self.message = message
        self.node = node
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class ImportItem:
    """One name bound by an import: ``from module import name as alias``, or ``import module as alias`` with name "".

    ``comments`` are whole comment lines above the statement, ``inside`` those above the name within its brackets,
    ``trailing`` the comment behind it; all with their "#".
    """

    module: str
    name: str = ""
    alias: str = ""
    comments: tuple[str, ...] = field(default=(), compare=False)
    trailing: str = field(default="", compare=False)
    inside: tuple[str, ...] = field(default=(), compare=False)

    @property
    def bound_name(self) -> str:
        """The name that the statement binds."""
        return self.alias or self.name or self.module.partition(".")[0]

    @property
    def target(self) -> tuple[str, str]:
        """What the name stands for: two items with the same target and bound name are the same to code."""
        if self.name or self.alias:
            return self.module, self.name
        return self.module.partition(".")[0], ""


def is_star(node: ast.AST) -> TypeGuard[ast.ImportFrom]:
    """Whether ``node`` is ``from … import *``."""
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"


def absolute_items(source: Source, node: ast.Import | ast.ImportFrom) -> list[ImportItem]:
    """What ``node`` imports, with absolute module names as the decorator model needs them.

    Legacy scripts are submodules of the synthetic package ``__app__`` (worker: loader.py); the decorator model has the
    app root on ``sys.path`` instead. Raises :class:`UnresolvableImportError`.
    """
    if isinstance(node, ast.Import):
        return [_plain_item(alias, node) for alias in node.names]
    module = absolute_module(source, node)
    if module == "":
        if is_star(node):
            raise UnresolvableImportError("the import takes everything from the app root", node)
        names = [(_own_module(alias.name, node), alias.asname) for alias in node.names]
        return [ImportItem(name, "", _different(alias, name)) for name, alias in names]
    return [ImportItem(module, alias.name, _different(alias.asname, alias.name)) for alias in node.names]


def items_of(source: Source, nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.Import | ast.ImportFrom, ImportItem]]:
    """What the import statements among ``nodes`` import, less those without an absolute form."""
    for node in nodes:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            try:
                items = absolute_items(source, node)
            except UnresolvableImportError:
                continue
            yield from ((node, item) for item in items)


@once
def imports_of(source: Source) -> tuple[tuple[ast.Import | ast.ImportFrom, ImportItem], ...]:
    """What ``source`` imports anywhere, less what has no absolute form."""
    return tuple(items_of(source, source.nodes_of(ast.Import, ast.ImportFrom)))


def package_of(path: str, level: int) -> list[str] | None:
    """The folders, from the app root, of the package that an import with ``level`` dots in the file ``path`` starts at.

    Empty for the root, which is a package for the legacy loader only; None where the dots lead out of the app.
    """
    folders = path.split("/")[:-1]
    return folders[: len(folders) - level + 1] if level <= len(folders) + 1 else None


def absolute_module(source: Source, node: ast.ImportFrom) -> str:
    """The absolute name of the module that ``node`` imports from, "" for the app root itself."""
    module = module_below_root(source, node)
    return (node.module or "") if module is None else _own_module(module, node) if module else ""


def module_below_root(source: Source, node: ast.ImportFrom) -> str | None:
    """The app's own module that ``node`` imports from as the legacy loader sees it, "" for the app root itself.

    None if it neither has dots nor names ``__app__``. Raises :class:`UnresolvableImportError`.
    """
    module = node.module or ""
    if node.level:
        parts = package_of(source.path, node.level)
        if parts is None:
            raise UnresolvableImportError("the import leads out of the app", node)
        bad = next((part for part in parts if not is_import_name(part)), None)
        if bad:
            message = f'"{bad}" is no name that an import statement can spell'
            raise UnresolvableImportError(message, node, f"give {bad} another name, there and where it is imported")
        return ".".join([*parts, *([module] if module else [])])
    root, _, below = module.partition(".")
    return below if root == LEGACY_ROOT else None


def is_import_name(part: str) -> bool:
    """Whether an import statement can name a folder or module ``part``: ``order-1`` it cannot, nor ``class``."""
    return part.isidentifier() and not keyword.iskeyword(part)


def _own_module(module: str, node: ast.AST) -> str:
    """``module`` of the app, which only the legacy loader finds if another one of that name comes first."""
    top = module.partition(".")[0]
    remedy = f"give {top} another name, there and where it is imported"
    if top in STANDARD_LIBRARY:
        raise UnresolvableImportError(f'"{module}" is the standard library\'s outside the legacy model', node, remedy)
    if top in INSTALLED:
        raise UnresolvableImportError(f'"{module}" is an installed package outside the legacy model', node, remedy)
    return module


def _plain_item(alias: ast.alias, node: ast.Import) -> ImportItem:
    module = alias.name
    if module == LEGACY_ROOT:
        raise UnresolvableImportError("the package __app__ does not exist in the decorator model", node)
    if module.startswith(LEGACY_ROOT + "."):
        module = _own_module(module.removeprefix(LEGACY_ROOT + "."), node)
    return ImportItem(module, "", "" if alias.asname == module else alias.asname or "")


def _different(alias: str | None, name: str) -> str:
    return "" if alias in (None, name) else alias or ""


def is_legacy_only(source: Source, node: ast.Import | ast.ImportFrom) -> bool:
    """Whether only the legacy loader resolves ``node``: it names ``__app__`` or climbs above the app root."""
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] == LEGACY_ROOT for alias in node.names)
    if node.level:
        depth = len(source.folder.split("/")) if source.folder else 0
        return node.level > depth
    return (node.module or "").partition(".")[0] == LEGACY_ROOT


def plain_text(item: ImportItem) -> str:
    return f"{item.module} as {item.alias}" if item.alias else item.module


def member_text(item: ImportItem) -> str:
    return f"{item.name} as {item.alias}" if item.alias else item.name
