"""Renaming module-level names of one file, everywhere they are meant and nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from .scopes import ModuleScope, Reference
from .source import Edit, Source


class RenameError(Exception):
    """A name that cannot be renamed with certainty; the message says why."""


def rename_edits(source: Source, scope: ModuleScope, renames: Mapping[str, str]) -> list[Edit]:
    """The edits that turn each name of ``renames`` into its new one. Raises :class:`RenameError`."""
    edits: list[Edit] = []
    strings: dict[int, tuple[ast.AST, dict[str, str]]] = {}
    for old, new in renames.items():
        if old in scope.ambiguous:
            raise RenameError(f'a class body uses "{old}" for two things')
        for reference in scope.references.get(old, ()):
            if new in reference.enclosing:
                raise RenameError(f'"{new}" is a local name where "{old}" is used')
            if reference.string is not None:
                strings.setdefault(id(reference.string), (reference.string, {}))[1][old] = new
            else:
                edits += _edits(source, reference, old, new)
    for node, names in strings.values():
        edits.append(_string_edit(source, node, names))
    return edits


def is_free_for(scope: ModuleScope, old: str, new: str) -> bool:
    """Whether ``new`` is bound by no scope around any use of ``old``, so that it would not be captured."""
    return all(new not in reference.enclosing for reference in scope.references.get(old, ()))


def _edits(source: Source, reference: Reference, old: str, new: str) -> Iterator[Edit]:
    node = reference.node
    if isinstance(node, ast.Name):
        at = source.start(node)
        yield Edit(at, at + len(old), new)
    elif isinstance(node, ast.alias):
        yield _alias_edit(source, node, new)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        at = source.offset(node.lineno, node.col_offset)
        yield _word_edit(source, at, source.end(node), old, new)
    elif isinstance(node, ast.Global):
        yield _word_edit(source, source.start(node) + len("global"), source.end(node), old, new)
    elif isinstance(node, ast.ExceptHandler):
        start = source.end(node.type) if node.type else source.start(node)
        yield _word_edit(source, start, source.start(node.body[0]), old, new)
    elif isinstance(node, (ast.MatchAs, ast.MatchStar, ast.MatchMapping)):
        last = [match.start() for match in _words(source.segment(node), old)][-1]
        at = source.start(node) + last
        yield Edit(at, at + len(old), new)
    else:
        raise RenameError(f'"{old}" is bound in a way that is not understood')


def _alias_edit(source: Source, node: ast.alias, new: str) -> Edit:
    end = source.end(node)
    if node.asname:
        return Edit(end - len(node.asname), end, new)
    if "." in node.name:
        raise RenameError(f'"import {node.name}" binds its first part')
    return Edit(end, end, f" as {new}")


def _word_edit(source: Source, start: int, end: int, old: str, new: str) -> Edit:
    match = next(_words(source.text[start:end], old), None)
    if match is None:
        raise RenameError(f'"{old}" is not found where it is bound')
    return Edit(start + match.start(), start + match.end(), new)


def _words(text: str, word: str) -> Iterator[re.Match[str]]:
    return re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)


def _string_edit(source: Source, node: ast.AST, names: Mapping[str, str]) -> Edit:
    """Rename inside an f-string or a string annotation.

    Up to Python 3.11 ast gives no usable positions inside f-strings; libcst does.
    """
    start, end = source.start(node), source.end(node)
    text = source.text[start:end]
    if isinstance(node, ast.Constant):
        renamed = text
        for old, new in names.items():
            renamed = re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", new, renamed)
        return Edit(start, end, renamed)
    return Edit(start, end, _renamed_f_string(text, names))


def _renamed_f_string(text: str, names: Mapping[str, str]) -> str:
    import libcst
    from libcst import matchers

    class Renamer(matchers.MatcherDecoratableTransformer):
        @matchers.call_if_not_inside(matchers.Attribute(attr=matchers.Name()))
        def leave_Name(self, original_node: libcst.Name, updated_node: libcst.Name) -> libcst.Name:  # noqa: N802
            new = names.get(original_node.value)
            return updated_node.with_changes(value=new) if new else updated_node

        def leave_Attribute(  # noqa: N802
            self, original_node: libcst.Attribute, updated_node: libcst.Attribute
        ) -> libcst.Attribute:
            inner = original_node.value.visit(Renamer())
            if not isinstance(inner, libcst.BaseExpression):
                raise TypeError("an expression became something else")
            return updated_node.with_changes(value=inner)

        def leave_Arg(self, original_node: libcst.Arg, updated_node: libcst.Arg) -> libcst.Arg:  # noqa: N802
            return updated_node.with_changes(keyword=original_node.keyword)

    # In parentheses, so that parts on several lines are one expression whatever their indentation.
    tree = libcst.parse_module(f"({text})")
    return tree.visit(Renamer()).code[1:-1]
