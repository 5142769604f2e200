"""Renaming module-level names of one file, everywhere they are meant and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import ClassVar

import libcst as cst

from pystein_migrate.python.definitions import FUNCTIONS
from pystein_migrate.python.scopes import BUILTINS, ModuleScope, Reference, module_scope

from .base import Codemod, Example, Findings, Subject
from .rewriting import Build


class RenameError(Exception):
    """A name that cannot be renamed with certainty; the message says why."""


class Rename(Codemod):
    """Gives module-level names new ones, wherever the file means them by Python's scope rules.

    Definitions, imports, ``global`` statements, patterns, f-strings and the strings of annotations are reached; locals,
    attributes and keywords of the same spelling are not. Refused are new names that a scope would capture; which
    names nothing can see, and so may change, is decided before (python/visible.py).
    """

    name = "rename"
    layouts = frozenset({"single"})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "LIMIT = 3\n\n\ndef check(n, limit=LIMIT):\n    return n < LIMIT, obj.LIMIT, dict(LIMIT=1)\n",
            "CHECK_LIMIT = 3\n\n\ndef check(n, limit=CHECK_LIMIT):\n"
            "    return n < CHECK_LIMIT, obj.LIMIT, dict(LIMIT=1)\n",
            subject={"renames": {"LIMIT": "CHECK_LIMIT"}},
        ),
        Example(
            'from shared import log\n\n\ndef f(order: "log.Order"):\n    print(f"{log.name} {order.log}")\n',
            "from shared import log as get_order_log\n\n\n"
            'def f(order: "get_order_log.Order"):\n    print(f"{get_order_log.name} {order.log}")\n',
            subject={"renames": {"log": "get_order_log"}},
        ),
        Example(
            "count = 0\n\n\ndef main():\n    global count\n    count += 1\n",
            "total = 0\n\n\ndef main():\n    global total\n    total += 1\n",
            subject={"renames": {"count": "total"}},
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether there is anything to rename."""
        return bool(subject.renames)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Raises :class:`RenameError`; so may building the targets, for strings that cannot be changed safely."""
        source, renames = subject.source, subject.renames
        scope = module_scope(source)
        uses: dict[ast.AST, list[tuple[Reference, str, str]]] = {}
        for old, new in renames.items():
            _check(scope, old)
            for reference in scope.references.get(old, ()):
                if new in reference.enclosing:
                    raise RenameError(f'"{new}" is a local name where "{old}" is used')
                uses.setdefault(reference.string or reference.node, []).append((reference, old, new))
        for node, of_node in uses.items():
            names = {old: new for _, old, new in of_node}
            if of_node[0][0].string is not None:
                findings.want(cls, node, _in_string(node, names, len(of_node)))
            else:
                findings.want(cls, node, _build(node, names), head=isinstance(node, (*FUNCTIONS, ast.ClassDef)))


def is_free_for(scope: ModuleScope, old: str, new: str) -> bool:
    """Whether ``new`` is bound by no scope around any use of ``old``, so that it would not be captured."""
    return all(new not in reference.enclosing for reference in scope.references.get(old, ()))


def _check(scope: ModuleScope, old: str) -> None:
    if old in scope.ambiguous:
        raise RenameError(f'a class body uses "{old}" for two things')
    if old in BUILTINS and not _replaces_builtin_for_good(scope, old):
        raise RenameError(f'"{old}" means the builtin in some places')


def _replaces_builtin_for_good(scope: ModuleScope, name: str) -> bool:
    """Whether one statement binds ``name`` before any code can use it, and nothing takes it away again."""
    bounds = scope.bound.get(name, ())
    if len(bounds) != 1 or not bounds[0].top_level or name in scope.deleted:
        return False
    binding = bounds[0].node
    statement = next((s for s in scope.tree.body if any(node is binding for node in ast.walk(s))), None)
    if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign, ast.ImportFrom)):
        return isinstance(statement, ast.Import)
    end = statement.end_lineno or statement.lineno
    return all(r.in_function or r.node is binding or getattr(r.node, "lineno", 0) > end for r in scope.references[name])


# Building


def _build(node: ast.AST, names: Mapping[str, str]) -> Build:
    if isinstance(node, ast.alias) and not node.asname and "." in node.name:
        raise RenameError(f'"import {node.name}" binds its first part')
    return lambda updated: _renamed(updated, names)


def _renamed(node: cst.CSTNode, names: Mapping[str, str]) -> cst.CSTNode:
    """``node`` binding or meaning the new names instead of the old ones."""
    if isinstance(node, cst.Name):
        return _new_name(node, names)
    if isinstance(node, cst.ImportAlias):
        return _renamed_alias(node, names)
    if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
        return node.with_changes(name=_new_name(node.name, names))
    if isinstance(node, cst.Global):
        items = [item.with_changes(name=_new_name(item.name, names, others=True)) for item in node.names]
        return node.with_changes(names=items)
    if isinstance(node, (cst.ExceptHandler, cst.ExceptStarHandler)) and node.name is not None:
        return node.with_changes(name=node.name.with_changes(name=_new_name(node.name.name, names)))
    if isinstance(node, (cst.MatchAs, cst.MatchStar)):
        return node.with_changes(name=_new_name(node.name, names))
    if isinstance(node, cst.MatchMapping):
        return node.with_changes(rest=_new_name(node.rest, names))
    raise RenameError(f'"{next(iter(names))}" is bound in a way that is not understood')


def _new_name(node: cst.CSTNode | None, names: Mapping[str, str], *, others: bool = False) -> cst.Name:
    if isinstance(node, cst.Name) and (others or node.value in names):
        return node.with_changes(value=names.get(node.value, node.value))
    raise RenameError(f'"{next(iter(names))}" is written in another way')


def _renamed_alias(node: cst.ImportAlias, names: Mapping[str, str]) -> cst.ImportAlias:
    if node.asname is not None:
        new = _new_name(node.asname.name, names)
        same = isinstance(node.name, cst.Name) and node.name.value == new.value
        return node.with_changes(asname=None if same else node.asname.with_changes(name=new))
    name = cst.ensure_type(node.name, cst.Name)
    return node.with_changes(asname=cst.AsName(name=cst.Name(names[name.value])))


def _in_string(node: ast.AST, names: Mapping[str, str], uses: int) -> Build:
    """Rename inside an f-string or a string annotation: exactly the ``uses`` that mean the names."""
    is_annotation = isinstance(node, ast.Constant)

    def build(updated: cst.CSTNode) -> cst.CSTNode:
        variables = _Variables(names)
        renamed = _in_annotation(updated, variables) if is_annotation else updated.visit(variables)
        if variables.count != uses or variables.shown or not isinstance(renamed, cst.BaseExpression):
            text = cst.Module([]).code_for_node(updated).splitlines()[0]
            raise RenameError(f"the {'annotation' if is_annotation else 'f-string'} {text} cannot be changed safely")
        return renamed

    return build


def _in_annotation(node: cst.CSTNode, variables: _Variables) -> cst.CSTNode | None:
    """None where the string is not one plain literal without escapes."""
    if not isinstance(node, cst.SimpleString) or node.raw_value != node.evaluated_value:
        return None
    text = node.raw_value
    code = cst.parse_module(text.strip()).visit(variables).code
    lead, quote = node.prefix + node.quote, node.quote
    return node.with_changes(value=f"{lead}{text.replace(text.strip(), code)}{quote}")


class _Variables(cst.CSTTransformer):
    """Renames every name that is a variable, not an attribute or a keyword, and counts them.

    ``shown``: the text of one is printed, as ``f"{name=}"`` does.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self.names = names
        self.count = 0
        self.shown = False

    def leave_FormattedStringExpression(  # noqa: N802
        self, original_node: cst.FormattedStringExpression, updated_node: cst.FormattedStringExpression
    ) -> cst.FormattedStringExpression:
        if original_node.equal is not None and not updated_node.expression.deep_equals(original_node.expression):
            self.shown = True
        return updated_node

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.Name:  # noqa: N802
        new = self.names.get(original_node.value)
        if new is None:
            return updated_node
        self.count += 1
        return updated_node.with_changes(value=new)

    def visit_Attribute_attr(self, node: cst.Attribute) -> None:  # noqa: N802
        self.count -= node.attr.value in self.names

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:  # noqa: N802
        return updated_node.with_changes(attr=original_node.attr)

    def visit_Arg_keyword(self, node: cst.Arg) -> None:  # noqa: N802
        self.count -= node.keyword is not None and node.keyword.value in self.names

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:  # noqa: N802
        return updated_node.with_changes(keyword=original_node.keyword)
