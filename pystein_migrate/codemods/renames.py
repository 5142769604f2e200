"""Renaming module-level names of one file, everywhere they are meant and nowhere else."""

from __future__ import annotations

import ast
import copy
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pystein_migrate.python.scopes import BUILTINS, ModuleScope, Reference
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit, apply_edits


class RenameError(Exception):
    """A name that cannot be renamed with certainty; the message says why."""


def rename_edits(source: Source, scope: ModuleScope, renames: Mapping[str, str]) -> list[Edit]:
    """The edits that turn each name of ``renames`` into its new one. Raises :class:`RenameError`."""
    edits: list[Edit] = []
    strings: dict[int, tuple[ast.AST, list[tuple[Reference, str, str]]]] = {}
    _check_shown_names(source, scope, renames)
    for old, new in renames.items():
        _check(scope, old)
        for reference in scope.references.get(old, ()):
            if new in reference.enclosing:
                raise RenameError(f'"{new}" is a local name where "{old}" is used')
            if reference.string is not None:
                strings.setdefault(id(reference.string), (reference.string, []))[1].append((reference, old, new))
            else:
                edits += _edits(source, reference, old, new)
    for node, uses in strings.values():
        edits.append(_string_edit(source, node, uses))
    return edits


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


def _check_shown_names(source: Source, scope: ModuleScope, renames: Mapping[str, str]) -> None:
    """Refuse where the program itself reads the name of something that would be renamed."""
    renamed = {old for old in renames if any(bound.kind in ("def", "class") for bound in scope.bound.get(old, ()))}
    for name in renamed:
        is_class = any(bound.kind == "class" for bound in scope.bound[name])
        if is_class and re.search(rf"(?<!\w)_{name.lstrip('_')}__\w", source.text):
            raise RenameError(f'a private name is written with the class "{name}" in it')
    if not renamed or not re.search(r"__(?:qual)?name__", source.text):
        return
    for statement in source.tree.body:
        own = statement.name in renamed if isinstance(statement, ast.ClassDef) else False
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute) and node.attr in ("__name__", "__qualname__"):
                if isinstance(node.value, ast.Name) and node.value.id in renamed:
                    raise RenameError(f'"{node.value.id}" is shown by its name')
                if own and ("self" in ast.unparse(node.value) or "cls" in ast.unparse(node.value)):
                    raise RenameError(f'the class "{getattr(statement, "name", "")}" is shown by its name')


def is_free_for(scope: ModuleScope, old: str, new: str) -> bool:
    """Whether ``new`` is bound by no scope around any use of ``old``, so that it would not be captured."""
    return all(new not in reference.enclosing for reference in scope.references.get(old, ()))


def _edits(source: Source, reference: Reference, old: str, new: str) -> Iterator[Edit]:
    node = reference.node
    if isinstance(node, ast.Name):
        at = source.start(node)
        if source.text[at : at + len(old)] != old:
            raise RenameError(f'"{old}" is written in another way')
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


def _string_edit(source: Source, node: ast.AST, uses: Sequence[tuple[Reference, str, str]]) -> Edit:
    """Rename inside an f-string or a string annotation. Raises RenameError unless exactly the names change."""
    start, end = source.start(node), source.end(node)
    text = source.text[start:end]
    names = {old: new for _, old, new in uses}
    if isinstance(node, ast.Constant):
        renamed = renamed_annotation(text, names)
        if not _is_renamed_annotation(str(node.value), ast.literal_eval(f"({renamed})"), uses):
            raise RenameError(f"the annotation {text} cannot be changed safely")
        return Edit(start, end, renamed)
    if sys.version_info >= (3, 12):  # since when ast gives the places of what is inside f-strings
        edits = [edit for reference, old, new in uses for edit in _edits(source, reference, old, new)]
        renamed = apply_edits(source.text, edits, start, end)
    else:
        renamed = _renamed_f_string(text, names)
    if _dump(renamed) != ast.dump(_with_names(node, uses)):
        raise RenameError(f"the f-string {text.splitlines()[0]} cannot be changed safely")
    return Edit(start, end, renamed)


def renamed_annotation(text: str, names: Mapping[str, str]) -> str:
    """The string annotation ``text`` with the ``names`` in it replaced."""
    for old, new in names.items():
        text = re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", new, text)
    return text


def _is_renamed_annotation(old: str, new: str, uses: Sequence[tuple[Reference, str, str]]) -> bool:
    tree = ast.parse(old.strip(), mode="eval").body
    names = {was: becomes for _, was, becomes in uses}
    changed = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            node.id = names[node.id]
            changed += 1
    return changed == len(uses) and ast.dump(tree) == _dump(new.strip())


def _dump(text: str) -> str:
    try:
        return ast.dump(ast.parse(f"({text})", mode="eval").body)
    except SyntaxError:
        return ""


def _with_names(node: ast.AST, uses: Iterable[tuple[Reference, str, str]]) -> ast.AST:
    memo: dict[int, object] = {}
    changed = copy.deepcopy(node, memo)
    for reference, _, new in uses:
        name = memo.get(id(reference.node))
        if isinstance(name, ast.Name):
            name.id = new
    return changed


def _renamed_f_string(text: str, names: Mapping[str, str]) -> str:
    """By libcst, as ast has no usable positions inside f-strings up to Python 3.11."""
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
    try:
        tree = libcst.parse_module(f"({text})")
    except libcst.ParserSyntaxError as error:
        raise RenameError("an f-string is written in a way that is not understood") from error
    return tree.visit(Renamer()).code[1:-1]
