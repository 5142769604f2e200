"""Where a module uses its own name as a value: ``__name__`` or ``__package__``, which the migration changes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.python.expressions import called_name, last_name
from pystein_migrate.python.loggers import name_labels
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source

_OWN_NAMES = ("__name__", "__package__")
# Calls that find modules or their files by the name, and find them by the new one.
_FINDING_CALLS = frozenset(
    {
        "PackageLoader", "as_file", "contents", "files", "find_spec", "get_data", "import_module", "is_resource",
        "open_binary", "open_text", "path", "read_binary", "read_text", "resource_exists", "resource_filename",
        "resource_listdir", "resource_stream", "resource_string",
    }
)  # fmt: skip
# What is left of a dotted name's last part, whatever stands before it: by method, the places that hold it.
_LAST_PART = {"split": (-1,), "rsplit": (-1,), "rpartition": (-1, 2)}


def own_name_values(source: Source) -> Iterator[ast.AST]:
    """The uses that are neither a label, as loggers get, nor look up what the module has."""
    labels = set(name_labels(source))
    for name in _OWN_NAMES:
        if name in module_scope(source).bound:
            continue
        for reference in module_scope(source).references.get(name, ()):
            node = reference.node
            if node not in labels and not _is_looked_up(source, node) and not _says_no_more(source, node):
                yield node


def _is_looked_up(source: Source, node: ast.AST) -> bool:
    parent = source.parents.get(node)
    if isinstance(parent, ast.keyword):
        parent = source.parents[parent]
    if isinstance(parent, ast.Call):
        called = called_name(parent)
        return called in _FINDING_CALLS or "log" in called.lower()
    return isinstance(parent, ast.Subscript) and parent.slice is node and last_name(parent.value) == "modules"


def _says_no_more(source: Source, node: ast.AST) -> bool:
    """Whether what is used of the name is the same before and after: that there is one, or its last part."""
    parent = source.parents.get(node)
    if isinstance(parent, ast.Compare):
        sides = [parent.left, *parent.comparators]
        return any(isinstance(each, ast.Constant) and each.value in ("__main__", "", None) for each in sides)
    if isinstance(parent, ast.Attribute):
        call = source.parents.get(parent)
        item = source.parents.get(call) if isinstance(call, ast.Call) and call.func is parent else None
        places = _LAST_PART.get(parent.attr, ())
        return isinstance(item, ast.Subscript) and ast.unparse(item.slice) in map(str, places)
    is_test = isinstance(parent, (ast.If, ast.IfExp)) and parent.test is node
    return is_test or (isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not))
