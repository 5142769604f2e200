"""Edits of Python code: expressions, keywords, decorators, whole statements."""

from __future__ import annotations

import ast
import itertools

from pystein_migrate.model.note import Position

from .base import Node
from .diagnostics import FileEdit
from .project import Project
from .sources import PythonFile


def replacing(project: Project, path: str, node: Node, content: str) -> FileEdit:
    """The edit that puts ``content`` in the place of ``node``."""
    file = project.python(path)
    if file is None:
        raise LookupError(path)
    return FileEdit(path, file.start(node), file.end(node), content)


def keyword_edit(project: Project, path: str, keyword: ast.keyword, name: str) -> FileEdit:
    """The edit that writes the name of a keyword argument anew."""
    file = project.python(path)
    if file is None or keyword.arg is None:
        raise LookupError(path)
    start = file.start(keyword)
    return FileEdit(path, start, Position(start.line, start.column + len(keyword.arg)), name)


def with_method(project: Project, path: str, callee: ast.expr, name: str) -> FileEdit | None:
    """The edit that writes the name of the decorator ``callee`` anew."""
    file = project.python(path)
    if not isinstance(callee, ast.Attribute) or file is None:
        return None
    end = file.end(callee)
    return FileEdit(path, Position(end.line, end.column - len(callee.attr)), end, name)


def statement_of(file: PythonFile, expression: ast.expr) -> ast.stmt | None:
    """The statement that consists of ``expression`` alone, or None."""
    for node in ast.walk(file.tree) if file.tree else ():
        if isinstance(node, ast.Expr) and node.value is expression:
            return node
    return None


def deletion(file: PythonFile, statement: ast.stmt) -> FileEdit:
    """The edit that removes a statement, with its lines if nothing else is on them."""
    start, end = file.start(statement), file.end(statement)
    before = file.lines[start.line - 1][: start.column - 1]
    after = file.lines[end.line - 1][end.column - 1 :]
    if not before.strip() and not after.strip() and end.line < len(file.lines):
        return FileEdit(file.path, Position(start.line, 1), Position(end.line + 1, 1), "")
    return FileEdit(file.path, start, end, "pass")


def decorator_deletion(file: PythonFile, decorator: ast.expr) -> FileEdit | None:
    """The edit that removes a decorator with its lines; None where something else is on them."""
    start, end = file.start(decorator), file.end(decorator)
    before = file.lines[start.line - 1][: start.column - 1]
    after = file.lines[end.line - 1][end.column - 1 :]
    if before.strip() != "@" or after.strip():
        return None
    return FileEdit(file.path, Position(start.line, 1), Position(end.line + 1, 1), "")


def reordering(file: PythonFile, decorators: list[ast.expr], order: list[ast.expr]) -> FileEdit | None:
    """The edit that puts a function's ``decorators`` into ``order``; None where comments stand between them."""
    first, last = file.start(decorators[0]), file.end(decorators[-1])
    at = file.lines[first.line - 1].rfind("@", 0, first.column - 1)
    tail = file.lines[last.line - 1][last.column - 1 :]
    if at < 0 or tail.strip():
        return None
    indent = file.lines[first.line - 1][:at]
    for upper, lower in itertools.pairwise(decorators):
        end, start = file.end(upper), file.start(lower)
        if start.line != end.line + 1 or file.lines[end.line - 1][end.column - 1 :].strip():
            return None
        if file.lines[start.line - 1][: start.column - 1].strip() != "@":
            return None
    content = f"\n{indent}".join("@" + file.segment(decorator) for decorator in order)
    return FileEdit(file.path, Position(first.line, at + 1), last, content)


def import_insertion(file: PythonFile, module: str) -> FileEdit | None:
    """The edit that adds ``import module`` before the first import; None where it is there already."""
    tree = file.tree or ast.Module([], [])
    imported = {
        alias.asname or alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names
    }
    if module in imported:
        return None
    for node in tree.body:
        future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not future and not docstring:
            decorated = getattr(node, "decorator_list", None)
            line = decorated[0].lineno if decorated else node.lineno
            return FileEdit(file.path, Position(line, 1), Position(line, 1), f"import {module}\n")
    return None
