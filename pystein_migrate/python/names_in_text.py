"""Module-level names that strings of a file name, where code finds what they mean by their text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .expressions import called_name, last_name
from .modules import imported_modules
from .scopes import module_scope
from .source import Source, once

_WORD = re.compile(r"(?<![\w.])[^\W\d]\w*")
_AT_NAME = re.compile(r"@([^\W\d]\w*)")  # pandas: DataFrame.query("amount > @LIMIT")
# Libraries that look names of an expression up in the frame of who called them.
_READ_FRAMES = frozenset({"numexpr", "duckdb", "pandasql", "patsy", "statsmodels"})
_EVALUATE = frozenset({"eval", "evaluate", "sql", "sqldf"})
_TAKE_TYPES = frozenset({"NamedTuple", "TypedDict", "make_dataclass", "create_model", "NewType", "ForwardRef"})


@once
def names_in_text(source: Source) -> frozenset[str]:
    """The names bound at the top level of ``source`` that a string of it may mean."""
    bound = module_scope(source).bound
    if not bound:
        return frozenset()
    return frozenset(name for name in _named(source) if name in bound)


def _named(source: Source) -> Iterator[str]:
    everywhere = any(module.partition(".")[0] in _READ_FRAMES for module in imported_modules(source))
    known = {r.string for refs in module_scope(source).references.values() for r in refs if r.string is not None}
    for node in source.nodes_of(ast.Constant, ast.Call, ast.Subscript):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _WORD.findall(node.value) if everywhere else _AT_NAME.findall(node.value)
        elif isinstance(node, ast.Call) and called_name(node) in _EVALUATE:
            yield from (word for text in _strings(node) for word in _WORD.findall(str(text.value)))
        elif isinstance(node, ast.Call) and called_name(node) in _TAKE_TYPES:
            yield from _in_types(node, known)
        elif isinstance(node, ast.Subscript) and _may_be_generic(node.value):
            yield from _in_types(node.slice, known)


def _in_types(node: ast.AST, known: set[ast.AST]) -> Iterator[str]:
    """Names in strings that may be types and that nothing else follows."""
    for text in _strings(node):
        if text not in known:
            yield from _WORD.findall(str(text.value))


def _may_be_generic(node: ast.expr) -> bool:
    name = last_name(node)
    return name[:1].isupper() and not name.isupper() and name != "Literal"


def _strings(node: ast.AST) -> Iterator[ast.Constant]:
    for child in ast.walk(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child
