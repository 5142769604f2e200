"""What the codemods for Durable Functions share: which functions take a durable decorator, and what nothing needs then.

The decorators do by themselves what scripts of the legacy model say (library: durable_functions
``decorators/durable_app.py``). Where it is not certain that a script says just that, nothing in it changes, and the
generic decorators keep what it receives.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator

from pystein_migrate import notes
from pystein_migrate.decorators.durable import durable_binding
from pystein_migrate.model.app import Binding, Function
from pystein_migrate.python.imports import ImportItem, UnresolvableImportError, absolute_items
from pystein_migrate.python.meanings import Meanings
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source

from .base import Findings, Subject
from .blockers import Blocker

_PACKAGE = "azure.durable_functions."


class UncertainError(Exception):
    """Why a durable decorator might change what the code does; ``message`` completes "the script …"."""

    def __init__(self, message: str, node: ast.AST) -> None:
        super().__init__(message)
        self.message = message
        self.node = node


def is_durable(meanings: Meanings, source: Source, node: ast.expr, what: str) -> bool:
    """Whether ``node`` of ``source`` is ``what`` of the durable package, as in ``df.Orchestrator.create``."""
    path = meanings.qualified(source, node)
    return path.startswith(_PACKAGE) and path.endswith(f".{what}")


def concerns(subject: Subject, types: Collection[str]) -> bool:
    """Whether one of the subject's functions has a binding of one of the durable ``types``."""
    bindings = (binding for function in subject.functions for binding in function.bindings)
    return subject.has_durable and any(binding.type in types for binding in bindings)


def adapt_functions(
    subject: Subject,
    findings: Findings,
    types: Collection[str],
    adapt: Callable[[Function, Binding, ast.AST], None],
) -> None:
    """Have the functions with a binding of ``types`` take its durable decorator, if ``adapt`` finds that certain.

    ``adapt`` gets what defines the entry, adds to ``findings`` what has to change, and raises :class:`UncertainError`.
    """
    for function in subject.functions:
        binding = durable_binding(function, subject.target)
        if binding is None or binding.type not in types or function.name in subject.delegates:
            continue
        try:
            if binding.type != "activityTrigger":  # its decorator changes nothing for the code
                adapt(function, binding, _definition(subject, function.entry_point))
        except UncertainError as error:
            message = f'"{binding.name}" takes a generic decorator, because the script {error.message}'
            findings.remarks.append((function.name, Blocker(notes.DURABLE_GENERIC, message, error.node)))
        else:
            findings.durable[function.name] = frozenset({binding.name})
    findings.unneeded |= set(_unneeded_imports(subject.source, findings))


def _definition(subject: Subject, entry: str) -> ast.AST:
    """What alone binds ``entry`` at the top level, if it serves one function and nothing else uses it."""
    scope = module_scope(subject.source)
    bounds = scope.bound.get(entry, [])
    if len(bounds) != 1 or not bounds[0].top_level or bounds[0].kind == "import" or entry in scope.deleted:
        raise UncertainError(f"does not define {entry} itself, or more than once", subject.source.tree)
    node = bounds[0].node
    if subject.imported_elsewhere:
        raise UncertainError("is used by other code as well", node)
    if [function.entry_point for function in subject.functions].count(entry) > 1:
        raise UncertainError(f"serves several functions with {entry}", node)
    if len(scope.references.get(entry, ())) != 1:
        raise UncertainError(f"uses {entry} itself", node)
    return node


def _unneeded_imports(source: Source, findings: Findings) -> Iterator[str]:
    """The names of durable imports that only served what is gone, so that nothing is imported unused."""
    scope = module_scope(source)
    gone = {child for node in findings.gone for child in ast.walk(node)}
    used = {node.id for node in gone if isinstance(node, ast.Name)}
    for name, item in _imports_alone(source).items():
        if name not in used or name in findings.names or not f"{item.module}.".startswith(_PACKAGE):
            continue
        definitions = {bound.node for bound in scope.bound.get(name, ())}
        if all(reference.node in gone | definitions for reference in scope.references.get(name, ())):
            yield name


def _imports_alone(source: Source) -> dict[str, ImportItem]:
    """Names that top-level imports without a comment bind, on lines of their own."""
    found: dict[str, ImportItem] = {}
    lines = source.text.split("\n")
    for statement in source.tree.body:
        if not isinstance(statement, (ast.Import, ast.ImportFrom)) or not _has_own_lines(source, statement):
            continue
        try:
            items = absolute_items(source, statement)
        except UnresolvableImportError:
            continue
        for alias, item in zip(statement.names, items, strict=True):
            places = {statement.lineno, alias.lineno, statement.end_lineno or statement.lineno}
            commented = any("#" in lines[line - 1] for line in places)
            if not commented and not (item is items[0] and _has_comment_above(lines, statement)):
                found[item.bound_name] = item
    return found


def _has_own_lines(source: Source, statement: ast.stmt) -> bool:
    start, end = source.start(statement), source.end(statement)
    behind = source.text[end : source.line_end(end)].strip()
    return statement.col_offset == 0 and source.text[start - 1 : start] in ("", "\n") and not behind.startswith(";")


def _has_comment_above(lines: list[str], statement: ast.stmt) -> bool:
    """Whether comment lines stand directly above ``statement``; those that open the file do not belong to it."""
    index = statement.lineno - 2
    while index >= 0 and lines[index].startswith("#"):
        index -= 1
    return 0 <= index < statement.lineno - 2
