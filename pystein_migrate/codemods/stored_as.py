"""Classes whose stored instances name the module that the class was in."""

from __future__ import annotations

import ast
from functools import partial
from types import MappingProxyType
from typing import ClassVar

import libcst as cst

from pystein_migrate.python.modules import legacy_name

from . import nodes
from .base import Codemod, Example, Findings, Subject


class StoredAs(Codemod):
    """A class goes on being stored under the module's name of the legacy model.

    It is decorated with what sets its ``__module__``, from the module that makes the old names stand for the new ones.
    Outermost, so that other decorators still see the module that the class is in.
    """

    name = "stored-as"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            "class Goods:\n    def __init__(self, items):\n        self.items = items\n",
            "import legacy_names\n\n"
            '@legacy_names.stored_as("__app__.shared.goods")\n'
            "class Goods:\n    def __init__(self, items):\n        self.items = items\n",
            path="shared/goods.py",
            subject=MappingProxyType({"stored": {"Goods": "legacy_names"}}),
        ),
        Example(
            "from dataclasses import dataclass\n\n\n# What is bought.\n@dataclass\nclass Order:\n    n: int\n",
            "from dataclasses import dataclass\nimport legacy_names\n\n\n"
            '# What is bought.\n@legacy_names.stored_as("__app__.Orders")\n@dataclass\nclass Order:\n    n: int\n',
            path="Orders/__init__.py",
            subject=MappingProxyType({"stored": {"Order": "legacy_names"}}),
        ),
    )

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether data names classes of the file."""
        return bool(subject.stored)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Decorate each class at the top level that is stored and not decorated so yet."""
        for node in subject.source.tree.body:
            module = subject.stored.get(node.name) if isinstance(node, ast.ClassDef) else None
            if not isinstance(node, ast.ClassDef) or module is None:
                continue
            decorator = f"{module}.stored_as"
            if any(ast.unparse(each).startswith(decorator) for each in node.decorator_list):
                continue
            old = nodes.string(legacy_name(subject.source.path))
            findings.want(cls, node, partial(_decorated, nodes.call(nodes.dotted(decorator), old)))
            findings.imports.add(module)


def _decorated(decorator: cst.BaseExpression, updated: cst.CSTNode) -> cst.CSTNode:
    if not isinstance(updated, cst.ClassDef):
        raise TypeError(f"{type(updated).__name__} is no class")
    return updated.with_changes(decorators=[cst.Decorator(decorator), *updated.decorators])
