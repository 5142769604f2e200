"""Imports of the app's own modules that have another name now."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

import libcst as cst

from pystein_migrate.python.imports import LEGACY_ROOT, UnresolvableImportError, is_legacy_only, module_below_root
from pystein_migrate.python.source import Source

from .base import Codemod, Example, Findings, Subject
from .nodes import dotted
from .rewriting import Build

_QUEUE: Mapping[str, object] = MappingProxyType({"new_modules": {"queue": "app_queue"}})


class RenameModules(Codemod):
    """Gives modules of the app their new names in imports that only the legacy model's loader resolves.

    A folder or module in the app's root may be called like one of Python or of an installed package, as long as it is
    imported from a parent or from ``__app__``. The decorator model's worker finds the other one first, so the app's own
    gets another name. Imports without dots mean the other one in both models and stay.
    """

    name = "rename-modules"
    examples: ClassVar[tuple[Example, ...]] = (
        Example("from ..queue.names import WORK\n", "from ..app_queue.names import WORK\n", subject=_QUEUE),
        Example("from .. import queue, shared\n", "from .. import app_queue as queue, shared\n", subject=_QUEUE),
        Example(
            "import queue\nimport __app__.queue.names\n\nprint(__app__.queue.names.WORK)\n",
            "import queue\nimport __app__.app_queue.names\n\nprint(__app__.app_queue.names.WORK)\n",
            subject=_QUEUE,
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether any module of the app has a new name."""
        return bool(subject.new_modules)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """All imports below the app's root, and attributes of ``__app__``."""
        new, source = subject.new_modules, subject.source
        for node in source.nodes:
            if imported_below_root(source, node).isdisjoint(new):
                continue
            if isinstance(node, ast.ImportFrom):
                findings.want(cls, node, _from_root(new) if _module_of(source, node) == "" else _from(new))
            elif isinstance(node, ast.Import):
                findings.want(cls, node, _plain(new))
            elif isinstance(node, ast.Attribute):
                findings.want(cls, node, _attribute(new))


def imported_below_root(source: Source, node: ast.AST) -> set[str]:
    """The modules in the app's root that ``node`` names in a way that only the legacy loader understands."""
    if isinstance(node, ast.Attribute):
        return {node.attr} if isinstance(node.value, ast.Name) and node.value.id == LEGACY_ROOT else set()
    if not isinstance(node, (ast.Import, ast.ImportFrom)) or not is_legacy_only(source, node):
        return set()
    if isinstance(node, ast.Import):
        return {_below(alias.name) for alias in node.names}
    module = _module_of(source, node)
    return {alias.name for alias in node.names} if module == "" else {(module or "").partition(".")[0]}


def _module_of(source: Source, node: ast.ImportFrom) -> str | None:
    try:
        return module_below_root(source, node)
    except UnresolvableImportError:
        return None


def _below(name: str) -> str:
    """The module in the app's root that ``__app__.module.and.more`` begins with, "" for another name."""
    root, *parts = name.split(".")
    return parts[0] if root == LEGACY_ROOT and parts else ""


# Building


def _from(new: Mapping[str, str]) -> Build:
    def build(updated: cst.CSTNode) -> cst.CSTNode:
        node = cst.ensure_type(updated, cst.ImportFrom)
        assert node.module is not None, "an import of the root itself has no module"
        return node.with_changes(module=_renamed(node.module, new))

    return build


def _from_root(new: Mapping[str, str]) -> Build:
    def build(updated: cst.CSTNode) -> cst.CSTNode:
        node = cst.ensure_type(updated, cst.ImportFrom)
        assert not isinstance(node.names, cst.ImportStar), "a star names no module"
        return node.with_changes(names=[member(alias) for alias in node.names])

    def member(alias: cst.ImportAlias) -> cst.ImportAlias:
        old = alias.evaluated_name
        if old not in new:
            return alias
        return alias.with_changes(name=cst.Name(new[old]), asname=alias.asname or cst.AsName(cst.Name(old)))

    return build


def _plain(new: Mapping[str, str]) -> Build:
    def build(updated: cst.CSTNode) -> cst.CSTNode:
        node = cst.ensure_type(updated, cst.Import)
        names = [
            alias.with_changes(name=_renamed(alias.name, new)) if _below(alias.evaluated_name) in new else alias
            for alias in node.names
        ]
        return node.with_changes(names=names)

    return build


def _attribute(new: Mapping[str, str]) -> Build:
    def build(updated: cst.CSTNode) -> cst.CSTNode:
        node = cst.ensure_type(updated, cst.Attribute)
        return node.with_changes(attr=cst.Name(new[node.attr.value]))

    return build


def _renamed(module: cst.BaseExpression, new: Mapping[str, str]) -> cst.Name | cst.Attribute:
    """The dotted ``module``, with or without ``__app__`` in front, with the new name of its first part."""
    root, *parts = cst.helpers.get_full_name_for_node_or_raise(module).split(".")
    return dotted(".".join([root, new[parts[0]], *parts[1:]] if root == LEGACY_ROOT else [new[root], *parts]))
