"""The last check before anything is written: a merged section is its script, but for the recorded changes.

Works on syntax trees, apart from the text edits that made the section, as black's ``assert_equivalent`` does.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from pystein_migrate.codemods.adaptation import parsed
from pystein_migrate.codemods.renames import renamed_annotation
from pystein_migrate.python.imports import LEGACY_ROOT, rewritten_import
from pystein_migrate.python.scopes import Reference, module_scope
from pystein_migrate.python.source import Source
from pystein_migrate.text.decoding import SourceText

from .compose import decorated_entries
from .merging import MergedScript


class NotEquivalentError(Exception):
    """Generated code differs from its source in a way that nothing recorded: a bug in this tool."""


def check_equivalent(merged: MergedScript, section: str) -> None:
    """Raise :class:`NotEquivalentError` unless ``section`` holds the statements of the script, in order."""
    expected = _expected_statements(merged)
    actual = ast.parse(section).body
    entries_after = [merged.renames.get(merged.entry_of(f), merged.entry_of(f)) for f in merged.functions]
    decorated = dict.fromkeys(entries_after)
    entries = decorated_entries(merged)
    for wanted, found in zip(expected, actual, strict=False):
        _strip_generated_decorators(wanted, found, decorated, entries)
        if ast.dump(wanted) != ast.dump(found):
            raise NotEquivalentError(f"{merged.script.path}:{getattr(wanted, 'lineno', 1)} changed unexpectedly")
    wirings = len(actual) - len(expected)
    if wirings != len(merged.functions) - len(entries):
        raise NotEquivalentError(f"{merged.script.path}: a statement was lost or added")


def check_imports(text: str, sections: list[MergedScript]) -> None:
    """Raise :class:`NotEquivalentError` unless every hoisted import is in the file ``text``."""
    tree = ast.parse(text)
    present = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            present |= {(alias.name, "", alias.asname or "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            present |= {(node.module or "", alias.name, alias.asname or "") for alias in node.names}
    for merged in sections:
        for hoisted in merged.script.imports:
            for item in hoisted.items:
                if item.bound_name in merged.adaptation.unneeded:
                    continue
                new = merged.renames.get(item.bound_name, "")
                alias = item.alias if not new else "" if new == item.name else new
                if (item.module, item.name, alias) not in present:
                    raise NotEquivalentError(f"{merged.script.path}: import of {item.module} {item.name} was lost")


def check_names(text: str, app_name: str, library: str) -> None:
    """Raise :class:`NotEquivalentError` if ``text``, a new script, gives the app's or the library's name to more."""
    tree = ast.parse(text)
    scope = module_scope(Source("", SourceText(text, "utf-8", "\n", False), tree))
    if len(scope.bound.get(app_name, ())) != 1:
        raise NotEquivalentError(f"{app_name} is not the function app only")
    if any(bound.kind != "import" for bound in scope.bound.get(library, ())):
        raise NotEquivalentError(f"{library} is not azure.functions only")


def _expected_statements(merged: MergedScript) -> list[ast.stmt]:
    script = merged.script
    # A second parse is a tenth of the work of a deep copy.
    twins = zip(script.source.nodes, ast.walk(ast.parse(script.source.text)), strict=True)
    memo: dict[int, object] = {id(node): twin for node, twin in twins}
    for old, new in merged.renames.items():
        for reference in script.scope.references.get(old, ()):
            _rename(reference, memo, old, new)
    replacements: dict[int, ast.AST | None] = {}
    for rewrite in merged.adaptation.rewrites:
        replacements[id(memo[id(rewrite.node)])] = parsed(rewrite.node, rewrite.renamed(merged.renames))
    for statement in script.body:
        for node in ast.walk(statement):
            if isinstance(node, (ast.Import, ast.ImportFrom)) and id(node) in script.replaced:
                text = rewritten_import(script.source, node, script.replaced[id(node)])
                new_import = ast.parse(text).body[0]
                _rename_import(new_import, node, merged)
                replacements[id(memo[id(node)])] = new_import
    statements = [memo[id(statement)] for statement in script.body if id(statement) not in merged.left_out]
    replacer = _Replacer(replacements)
    visited = [replacer.visit(statement) for statement in statements if isinstance(statement, ast.stmt)]
    return [statement for statement in visited if isinstance(statement, ast.stmt)]


def _rename(reference: Reference, memo: Mapping[int, object], old: str, new: str) -> None:
    if isinstance(reference.string, ast.Constant):
        constant = memo[id(reference.string)]
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
            constant.value = renamed_annotation(constant.value, {old: new})
        return
    node = memo.get(id(reference.node))
    if isinstance(node, ast.Name):
        node.id = new
    elif isinstance(node, ast.alias):
        node.asname = new
    elif isinstance(node, ast.Global):
        node.names = [new if name == old else name for name in node.names]
    elif isinstance(node, ast.MatchMapping):
        node.rest = new
    elif node is not None:
        node.name = new  # type: ignore[attr-defined]


def _rename_import(node: ast.stmt, original: ast.Import | ast.ImportFrom, merged: MergedScript) -> None:
    """Give the import the new names of those aliases that bind module-level names."""
    for new_alias, alias in zip(getattr(node, "names", ()), original.names, strict=False):
        name = alias.asname or alias.name.partition(".")[0]
        bounds = merged.script.scope.bound.get(name, ())
        if name in merged.renames and any(bound.node is alias for bound in bounds):
            new = merged.renames[name]
            new_alias.asname = None if new == new_alias.name else new


class _Replacer(ast.NodeTransformer):
    def __init__(self, replacements: Mapping[int, ast.AST | None]) -> None:
        self.replacements = replacements

    def visit(self, node: ast.AST) -> ast.AST | None:
        if id(node) in self.replacements:
            return self.replacements[id(node)]
        result: ast.AST | None = super().visit(node)
        return result

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        if isinstance(node.value, ast.Name) and node.value.id == LEGACY_ROOT:
            return ast.Name(node.attr, node.ctx)
        return self.generic_visit(node)


def _strip_generated_decorators(
    wanted: ast.stmt, found: ast.stmt, functions: Mapping[str, object], entries: Mapping[str, ast.stmt]
) -> None:
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef)
    if not isinstance(wanted, definitions) or not isinstance(found, definitions) or found.name not in functions:
        return
    generated = len(found.decorator_list) - len(wanted.decorator_list)
    if entries and generated > 0:
        found.decorator_list = found.decorator_list[generated:]
