"""Whether anything can see what a function or class of a file is called. By allow-list: what is not understood can."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .annotations import reads_annotations
from .definitions import FUNCTIONS, Definition, methods_of, positional
from .expressions import is_dunder, last_name
from .fitting import fits
from .modules import Modules
from .names_in_text import names_in_text
from .nodes import walk
from .receivers import ObjectOf, Receivers
from .scopes import Reference, module_scope, only_definition
from .source import Source


class Visibility:
    """Answers for the top-level names of an app's files."""

    def __init__(self, modules: Modules) -> None:
        self.modules = modules
        self._receivers = Receivers(modules)

    def seen(self, source: Source, name: str) -> ast.AST | None:
        """Where something may see how ``name`` of ``source`` is spelled; None where nothing can, so it may change.

        Functions and classes carry their names; of other things only texts in code can hold them.
        """
        scope = module_scope(source)
        if name in names_in_text(source):
            return source.tree
        for bound in scope.bound.get(name, ()):
            if isinstance(bound.node, FUNCTIONS):
                seen = self.seen_function(source, bound.node)
            elif isinstance(bound.node, ast.ClassDef):
                seen = self._seen_class(source, bound.node)
            else:
                seen = None
            if seen is not None:
                return seen
        return None

    def seen_function(self, source: Source, node: Definition) -> ast.AST | None:
        """Where something may see what the function ``node`` is called."""
        for decorator in node.decorator_list:
            if self._receivers.decorator_looks(source, decorator):
                return decorator
        within = next(self._seen_within(source, node), None)
        if within is not None:
            return within
        for reference in _uses(source, node.name):
            call = source.parents.get(reference.node)
            if isinstance(call, ast.Call) and call.func is reference.node and not fits(call, node.args):
                return reference.node  # what Python says of it has the name
            if reference.node is not node and self._receivers.function_leaks(source, reference.node):
                return reference.node
        return None

    def _seen_within(self, source: Source, node: Definition) -> Iterator[ast.AST]:
        """What shows the qualified names of functions and classes inside ``node``, which begin with its own."""
        inner = [child for child in walk(node) if child is not node]
        nests = any(isinstance(child, (*FUNCTIONS, ast.Lambda, ast.ClassDef)) for child in inner)
        # A data class writes its qualified name.
        data = {child.name for child in inner if isinstance(child, ast.ClassDef) and child.decorator_list}
        for child in inner if nests else ():
            if isinstance(child, ast.Attribute) and child.attr == "__qualname__":
                yield child
            elif isinstance(child, ast.Name) and child.id in data:
                call = source.parents[child]
                is_call = isinstance(call, ast.Call) and call.func is child
                if not is_call or self._receivers.object_leaks(source, call, ObjectOf(has_text=False)):
                    yield child

    def _seen_class(self, source: Source, node: ast.ClassDef) -> ast.AST | None:
        family = _family(source, node)
        if family is None or _writes_private_names(source, node):
            return node
        has_text = any(each.name == "__repr__" for c in family for each in methods_of(c))
        made_of = ObjectOf(has_text, _attributes(source, family))
        seen = next((seen for each in family for seen in self._seen_inside(source, each, made_of)), None)
        if seen is not None:
            return seen
        for reference in _uses(source, node.name):
            call = source.parents.get(reference.node)
            if isinstance(call, ast.Call) and call.func is reference.node and not _fits_class(call, family):
                return reference.node
            if reference.node is not node and not self._is_harmless(source, reference, made_of):
                return reference.node
        return None

    def _seen_inside(self, source: Source, node: ast.ClassDef, made_of: ObjectOf) -> Iterator[ast.AST]:
        """What in the class's own body may see the class or an object of it as a whole."""
        for statement in node.body:
            if isinstance(statement, FUNCTIONS):
                yield from self._seen_by_method(source, statement, made_of)
            else:
                yield from (
                    child
                    for child in walk(statement)
                    if isinstance(child, (*FUNCTIONS, ast.ClassDef))
                    or (isinstance(child, ast.Call) and not self._receivers.is_standard(source, child.func))
                )

    def _seen_by_method(self, source: Source, method: Definition, made_of: ObjectOf) -> Iterator[ast.AST]:
        for decorator in method.decorator_list:
            if self._receivers.decorator_looks(source, decorator):
                yield decorator
        is_static = any(last_name(decorator) == "staticmethod" for decorator in method.decorator_list)
        own = {"__class__"} | (set() if is_static else {each.arg for each in positional(method)[:1]})
        for child in walk(method):
            if isinstance(child, ast.Name) and child.id in own:
                is_class = child.id == "__class__"
                if is_class or self._receivers.object_leaks(source, child, made_of):
                    yield child
                call = source.parents.get(child)
                if isinstance(call, ast.Call) and call.func is child:
                    yield call  # cls(…)

    def _is_harmless(self, source: Source, reference: Reference, made_of: ObjectOf) -> bool:
        """Whether a use of a class shows neither its name nor an object of it."""
        node = reference.node
        parent = source.parents.get(node)
        if parent is None or _is_in_annotation(source, node):  # a string of an annotation is a tree of its own
            return not reads_annotations(source)
        if isinstance(parent, ast.Call) and parent.func is node:
            return not self._receivers.object_leaks(source, parent, made_of)
        if isinstance(parent, ast.Attribute):
            return not is_dunder(parent.attr) and not made_of.lacks(parent)
        if isinstance(parent, (ast.Tuple, ast.keyword)):
            node, parent = parent, source.parents.get(parent)
        if isinstance(parent, ast.Call) and parent.func is not node:
            called = self._receivers.meanings.qualified(source, parent.func)
            return called in ("builtins.isinstance", "builtins.issubclass", "typing.cast", "typing.TypeVar")
        if isinstance(parent, ast.ClassDef):
            return self._seen_class(source, parent) is None
        return isinstance(parent, (ast.ExceptHandler, ast.MatchClass, ast.Compare, ast.Global, ast.Subscript))


def _uses(source: Source, name: str) -> Iterator[Reference]:
    yield from module_scope(source).references.get(name, ())


def _family(source: Source, node: ast.ClassDef) -> list[ast.ClassDef] | None:
    """``node`` and the classes of its own file that it is made from; None where it is made from anything else."""
    if node.decorator_list or node.keywords:
        return None
    found = [node]
    for base in node.bases:
        if isinstance(base, ast.Name) and base.id == "object":
            continue
        other = only_definition(source, base.id) if isinstance(base, ast.Name) else None
        inherited = _family(source, other) if isinstance(other, ast.ClassDef) and other is not node else None
        if inherited is None:
            return None
        found += inherited
    return found


def _attributes(source: Source, family: list[ast.ClassDef]) -> frozenset[str] | None:
    """What objects of the classes have: what their bodies bind, what the file sets; None where they make it up."""
    stored = (each for each in source.nodes_of(ast.Attribute) if isinstance(each.ctx, ast.Store))
    found = {each.attr for each in stored}
    for statement in (statement for node in family for statement in node.body):
        if isinstance(statement, (*FUNCTIONS, ast.ClassDef)):
            found.add(statement.name)
        else:
            found |= {each.id for each in walk(statement) if isinstance(each, ast.Name)}
    return None if found & {"__getattr__", "__getattribute__"} else frozenset(found)


def _fits_class(call: ast.Call, family: list[ast.ClassDef]) -> bool:
    """Whether a call of a class is sure to fit what makes its objects."""
    methods = [each for node in family for each in methods_of(node)]
    makes = next((each for each in methods if each.name in ("__new__", "__init__")), None)
    if makes is None:
        return not call.args and not call.keywords
    return fits(call, makes.args, bound=True)


def _writes_private_names(source: Source, node: ast.ClassDef) -> bool:
    """Whether the text has a private name of the class in full, as ``_Order__total``."""
    return re.search(rf"(?<!\w)_{node.name.lstrip('_')}__\w", source.text) is not None


def _is_in_annotation(source: Source, node: ast.AST) -> bool:
    """Whether ``node`` is part of an annotation."""
    parent = source.parents.get(node)
    while isinstance(parent, (ast.Subscript, ast.BinOp, ast.Tuple, ast.List, ast.Attribute)):
        node, parent = parent, source.parents.get(parent)
    if isinstance(parent, FUNCTIONS):
        return parent.returns is node
    return isinstance(parent, (ast.arg, ast.AnnAssign)) and parent.annotation is node
