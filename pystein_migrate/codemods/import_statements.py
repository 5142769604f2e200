"""Imports of a whole file, added and removed as libcst does it."""

from __future__ import annotations

from collections.abc import Collection

import libcst as cst
from libcst.codemod import CodemodContext
from libcst.codemod.visitors import AddImportsVisitor, RemoveImportsVisitor
from libcst.helpers import get_full_name_for_node_or_raise

from pystein_migrate.python.concrete import parse_concrete


def with_imports(text: str, needed: Collection[str], unneeded: Collection[str]) -> str:
    """The module ``text`` with an import of each module of ``needed``, and without those that bind ``unneeded`` names.

    What is unneeded and used all the same stays. Raises :class:`~pystein_migrate.python.concrete.UnparsableError`.
    """
    if not needed and not unneeded:
        return text
    context = CodemodContext()
    tree = parse_concrete(text)
    for module in needed:
        AddImportsVisitor.add_needed_import(context, module)
    for line in tree.body:
        for statement in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            _remove(context, statement, unneeded)
    tree = AddImportsVisitor(context).transform_module(tree)
    return RemoveImportsVisitor(context).transform_module(tree).code


def _remove(context: CodemodContext, statement: cst.CSTNode, unneeded: Collection[str]) -> None:
    """Schedule what ``statement`` imports under names of ``unneeded`` for removal."""
    if not isinstance(statement, (cst.Import, cst.ImportFrom)) or isinstance(statement.names, cst.ImportStar):
        return
    for alias in statement.names:
        name, new = alias.evaluated_name, alias.evaluated_alias
        if (new or name.partition(".")[0]) not in unneeded:
            continue
        if isinstance(statement, cst.Import):
            RemoveImportsVisitor.remove_unused_import(context, name, asname=new)
        elif statement.module is not None:
            module = get_full_name_for_node_or_raise(statement.module)
            RemoveImportsVisitor.remove_unused_import(context, module, name, new)
