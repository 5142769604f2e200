"""Imports that name their module from the file's own place, made absolute."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import TypeGuard

import libcst as cst

from pystein_migrate.python.imports import LEGACY_ROOT, absolute_module, is_legacy_only
from pystein_migrate.python.source import Source

from .nodes import dotted
from .rewriting import Build, Target

NAME = "absolute-imports"


def import_targets(source: Source, imports: Iterable[ast.AST]) -> list[Target]:
    """Those of ``imports`` that are not absolute, with their absolute form, and what is said of ``__app__``."""
    found = []
    for node in imports:
        if isinstance(node, ast.ImportFrom) and (node.level or _is_legacy(node.module or "")):
            found.append(Target(node, _from(absolute_module(source, node)), NAME))
        elif isinstance(node, ast.Import) and any(_is_legacy(alias.name) for alias in node.names):
            found.append(Target(node, _plain, NAME))
    return [*found, *(Target(node, _attribute, NAME) for node in source.nodes if _is_root_attribute(node))]


def _is_root_attribute(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == LEGACY_ROOT


def _attribute(updated: cst.CSTNode) -> cst.CSTNode:
    return cst.ensure_type(updated, cst.Attribute).attr


def is_legacy_import(source: Source, node: ast.AST) -> TypeGuard[ast.Import | ast.ImportFrom]:
    """Whether ``node`` is an import that only the legacy loader resolves."""
    return isinstance(node, (ast.Import, ast.ImportFrom)) and is_legacy_only(source, node)


def _is_legacy(module: str) -> bool:
    return module.partition(".")[0] == LEGACY_ROOT


def _from(module: str) -> Build:
    def build(updated: cst.CSTNode) -> cst.CSTNode:
        node = cst.ensure_type(updated, cst.ImportFrom)
        if not module and not isinstance(node.names, cst.ImportStar):
            return cst.Import(names=node.names)
        return node.with_changes(
            module=dotted(module),
            relative=(),
            whitespace_after_from=_some(node.whitespace_after_from),
            whitespace_before_import=_some(node.whitespace_before_import),
        )

    return build


def _plain(updated: cst.CSTNode) -> cst.CSTNode:
    node = cst.ensure_type(updated, cst.Import)
    return node.with_changes(names=[alias.with_changes(name=_without_root(alias)) for alias in node.names])


def _without_root(alias: cst.ImportAlias) -> cst.BaseExpression:
    name = alias.evaluated_name
    return dotted(name.removeprefix(LEGACY_ROOT + ".")) if _is_legacy(name) else alias.name


def _some(space: cst.BaseParenthesizableWhitespace) -> cst.BaseParenthesizableWhitespace:
    return cst.SimpleWhitespace(" ") if space.empty else space
