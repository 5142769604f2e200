"""Where whole lines go among the imports of a module that is there; nothing is ever put inside a statement."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Mapping

from pystein_migrate.python.definitions import FUNCTIONS
from pystein_migrate.python.import_block import import_group
from pystein_migrate.python.imports import ImportItem, plain_text
from pystein_migrate.python.source import Source
from pystein_migrate.text.edits import Edit

ImportStatement = ast.Import | ast.ImportFrom
_IMPORTS = (ast.Import, ast.ImportFrom)


def one_more_import(
    source: Source, item: ImportItem, own: frozenset[str], gone: Collection[ast.stmt] = ()
) -> Edit | None:
    """The edit that adds ``item``, a module, where isort and ruff want it; None if it is there.

    ``own`` are the first-party names, ``gone`` the statements that are removed.
    """
    statement, group = f"import {plain_text(item)}", import_group(item.module, own)
    if any(isinstance(node, ast.Import) and ast.unparse(node) == statement for node in source.tree.body):
        return None
    leading = [node for node in _leading_imports(source) if node not in gone]
    absolute = [node for node in leading if not getattr(node, "level", 0)]
    alike = [node for node in absolute if group in _groups_of(node, own)]
    earlier = [node for node in absolute if max(_groups_of(node, own)) < group]
    before = [
        node for node in alike if isinstance(node, ast.Import) and node.names[0].name.lower() <= item.module.lower()
    ]
    if before:
        return below(source, before[-1], f"\n{statement}")
    if alike or (leading and not earlier):
        at = source.start((alike or leading)[0])
        return Edit(at, at, statement + ("\n" if alike else "\n\n"))
    if not earlier:
        return at_top(source, statement)
    at = source.end_of_lines(earlier[-1])
    is_followed = any(source.text[at : source.start(node)] == "\n" for node in source.tree.body)
    return below(source, earlier[-1], f"\n\n{statement}" + ("\n" if is_followed else ""))


def grouped_imports(source: Source, blocks: Mapping[int, str], own: frozenset[str]) -> list[Edit]:
    """The edits that put the lines of each group in ``blocks`` below the imports of that group, or below all."""
    leading = _leading_imports(source, (ast.Try, ast.If))
    if not leading:
        at = source.start(source.tree.body[0]) if source.tree.body else 0
        return [Edit(at, at, "\n".join(blocks.values()) + "\n\n")]
    places: dict[ImportStatement, list[str]] = {}
    for group, lines in blocks.items():
        alike = [node for node in leading if group in _groups_of(node, own)]
        places.setdefault((alike or leading)[-1], []).append(lines)
    return [below(source, node, "\n" + "\n".join(lines)) for node, lines in places.items()]


def first_lines(source: Source, block: str) -> Edit:
    """The edit that puts the lines of ``block`` above everything but a docstring and ``__future__`` imports."""
    for node in source.tree.body:
        if not _is_docstring(node) and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            at = source.start(node)
            return Edit(at, at, block)
    return Edit(len(source.text), len(source.text), block)


def at_top(source: Source, lines: str) -> Edit:
    """The edit that puts ``lines`` at the top of a module that has no imports there, below its docstring."""
    first = source.tree.body[0] if source.tree.body else None
    if first is not None and _is_docstring(first):
        return below(source, first, f"\n\n{lines}")
    at = source.start(first) if first is not None else 0
    blank = "\n\n" if isinstance(first, (*FUNCTIONS, ast.ClassDef)) else "\n"
    return Edit(at, at, f"{lines}\n{blank}")


def below(source: Source, node: ast.stmt, text: str) -> Edit:
    """The edit that puts ``text`` behind the lines of a statement at the top level."""
    at = source.end_of_lines(node)
    return Edit(at, at, text)


def _leading_imports(source: Source, among: tuple[type[ast.stmt], ...] = ()) -> list[ImportStatement]:
    """The imports above all other statements but docstrings and those of the kinds that may stand ``among`` them."""
    found: list[ImportStatement] = []
    for node in source.tree.body:
        if isinstance(node, _IMPORTS):
            found.append(node)
        elif not isinstance(node, among) and not _is_docstring(node):
            break
    return found


def _groups_of(node: ImportStatement, own: frozenset[str]) -> set[int]:
    names: Iterable[str] = (
        [node.module or ""] if isinstance(node, ast.ImportFrom) else (alias.name for alias in node.names)
    )
    return {import_group(name, own) for name in names}


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
