"""Whether anything sees the annotations of a file as objects, which ``from __future__ import annotations`` makes texts.

By allow-list: what is not understood may look at them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .definitions import FUNCTIONS, Definition, parameters
from .modules import Modules
from .receivers import Receivers
from .scopes import module_scope
from .source import Source, once

_READERS = frozenset({"__annotations__", "__annotate__", "get_type_hints", "get_annotations"})
_DO_SOMETHING = (ast.Call, ast.Await, ast.NamedExpr, ast.Yield, ast.YieldFrom)


class Annotations:
    """Answers for the files of an app."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._receivers = Receivers(modules)

    def seen(self, source: Source) -> ast.AST | None:
        """The first place of ``source`` whose annotations something may see; None where they may become texts."""
        for node in source.nodes_of(*FUNCTIONS, ast.ClassDef, ast.AnnAssign):
            if isinstance(node, FUNCTIONS):
                seen = self._seen_of_function(source, node)
            elif isinstance(node, ast.ClassDef):
                seen = self._seen_of_class(source, node)
            else:
                seen = node if isinstance(node, ast.AnnAssign) and _does_something(node.annotation) else None
            if seen is not None:
                return seen
        return None

    def _seen_of_function(self, source: Source, node: Definition) -> ast.AST | None:
        annotations = list(_annotations(node))
        if not annotations:
            return None
        if any(_does_something(annotation) for annotation in annotations):
            return node
        for decorator in node.decorator_list:
            if self._receivers.decorator_looks(source, decorator, "annotations"):
                return decorator
        if isinstance(source.parents[node], ast.ClassDef):
            return None  # that of the class is asked
        return next((u for u in _uses(source, node) if self._receivers.function_leaks(source, u, "annotations")), None)

    def _seen_of_class(self, source: Source, node: ast.ClassDef) -> ast.AST | None:
        fields = [child for child in node.body if isinstance(child, ast.AnnAssign)]
        methods = [child for child in node.body if isinstance(child, FUNCTIONS) and any(_annotations(child))]
        if not fields and not methods:
            return None
        if node.decorator_list or node.keywords:
            return node
        strange = next((base for base in node.bases if not self._is_plain_base(source, base)), None)
        if strange is not None or not fields:
            return strange
        if self._reads_annotations(source):
            return node
        return next((use for use in _uses(source, node) if not self._is_harmless(source, use)), None)

    def _is_plain_base(self, source: Source, base: ast.expr) -> bool:
        """Whether a base reads no annotations: a class of the file, asked itself, or one of the standard library."""
        bounds = module_scope(source).bound.get(base.id, ()) if isinstance(base, ast.Name) else ()
        if bounds and all(isinstance(bound.node, ast.ClassDef) for bound in bounds):
            return True
        return self._receivers.is_standard(source, base) and not self._receivers.meanings.qualified(
            source, base
        ).startswith(("typing.", "dataclasses."))

    def _reads_annotations(self, source: Source) -> bool:
        """Whether ``source``, or what it loads of the app, reads annotations of whatever it is given."""
        loaded = map(self._modules.source, self._modules.reachable([source.path]))
        return any(each is None or reads_annotations(each) for each in loaded)

    def _is_harmless(self, source: Source, use: ast.AST) -> bool:
        """Whether the class is only called, asked for an attribute, compared with or written as a type there."""
        parent = source.parents.get(use)
        if isinstance(parent, ast.Tuple):
            use, parent = parent, source.parents.get(parent)
        if isinstance(parent, ast.Call) and parent.func is not use:
            return self._receivers.meanings.qualified(source, parent.func) in (
                "builtins.isinstance",
                "builtins.issubclass",
            )
        return not isinstance(parent, (ast.keyword, ast.List, ast.Set, ast.Dict, ast.Tuple, ast.Return, ast.Starred))


@once
def reads_annotations(source: Source) -> bool:
    """Whether code of ``source`` asks anything for its annotations."""
    return any(_is_reader(node) for node in source.nodes)


def _uses(source: Source, node: Definition | ast.ClassDef) -> Iterator[ast.AST]:
    """The places in ``source`` that may mean what ``node`` defines, by their spelling."""
    for child in source.nodes_of(ast.Name):
        if child.id == node.name and isinstance(child.ctx, ast.Load):
            yield child


def _annotations(node: Definition) -> Iterator[ast.expr]:
    """The annotations of a function that are not texts already."""
    for annotation in (*(parameter.annotation for parameter in parameters(node)), node.returns):
        if annotation is not None and not isinstance(annotation, ast.Constant):
            yield annotation


def _does_something(annotation: ast.expr) -> bool:
    return any(isinstance(node, _DO_SOMETHING) for node in ast.walk(annotation))


def _is_reader(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in _READERS
    return isinstance(node, ast.Name) and node.id in _READERS
