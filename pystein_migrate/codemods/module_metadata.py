"""``__author__`` and the like: what a module says of itself says nothing of the one it becomes a part of."""

from __future__ import annotations

import ast
import re

from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import is_alone

from .base import Codemod, Example, Findings, Subject

_NAMES = frozenset(
    f"__{name}__"
    for name in (
        "author", "authors", "contact", "copyright", "credits", "date", "deprecated", "email", "license", "licence",
        "maintainer", "status", "version",
    )
)  # fmt: skip
_ASSIGNED = re.compile(r"^__\w+__\s*[:=]", re.MULTILINE)


class ModuleMetadata(Codemod):
    """``__author__ = "…"`` of a merged script goes: it would speak of all functions, or be renamed.

    It stays where the script or other code uses it.
    """

    name = "module-metadata"
    layouts = frozenset({"single"})
    examples = (
        Example(
            '__author__ = "Ann"\n__version__: str = "1.2"\n\n\ndef main(msg):\n    return __version__\n',
            '__version__: str = "1.2"\n\n\ndef main(msg):\n    return __version__\n',
        ),
        Example('__version__ = ".".join("12")\n', '__version__ = ".".join("12")\n'),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether the file may assign metadata, which nothing that imports it asks for."""
        return not subject.imported_elsewhere and _ASSIGNED.search(subject.source.text) is not None

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Every literal that only a name of metadata is given."""
        scope = module_scope(subject.source)
        for node in subject.source.tree.body:
            name = _assigned_literal(node)
            is_used = not len(scope.bound.get(name, ())) == len(scope.references.get(name, ())) == 1
            if name in _NAMES and not is_used and is_alone(subject.source, node):
                findings.removed.add(node)


def _assigned_literal(node: ast.stmt) -> str:
    """The name that ``node`` assigns a literal to; "" if it does anything else."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target, value = node.targets[0], node.value
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        target, value = node.target, node.value
    else:
        return ""
    try:
        ast.literal_eval(value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return ""
    return target.id if isinstance(target, ast.Name) else ""
