"""The last check before anything is written: a merged section is its script, but for the recorded changes.

Works on syntax trees, apart from the text edits that made the section, as black's ``assert_equivalent`` does.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from pystein_migrate.codemods.rewriting import Target, removed
from pystein_migrate.python.scopes import module_scope
from pystein_migrate.python.source import Source

from .compose import decorated_entries, documented_entry
from .docstrings import is_docstring_of
from .merging import MergedScript

_AS_THEY_WERE: Mapping[ast.AST, Mapping[str, str]] = MappingProxyType({})


class NotEquivalentError(Exception):
    """Generated code differs from its source in a way that nothing recorded: a bug in this tool."""


def check_sections(script: Source, sections: Sequence[tuple[str, MergedScript | None]]) -> None:
    """Raise :class:`NotEquivalentError` unless each section is the script that it was merged from, if any.

    The texts of ``sections`` stand one below the other at the end of ``script``.
    """
    end, pending = len(script.text), list(script.tree.body)
    for text, merged in reversed(sections):
        end = script.text.rindex(text, 0, end)
        count = sum(script.start(statement) >= end for statement in pending)
        pending, statements = pending[: len(pending) - count], pending[len(pending) - count :]
        if merged is not None:
            _check_section(merged, statements)


def _check_section(merged: MergedScript, actual: Sequence[ast.stmt]) -> None:
    """Raise :class:`NotEquivalentError` unless ``actual`` are the statements of the script, in order.

    Every name is compared with what it is to be called. What codemods built anew is theirs, and not looked into.
    """
    kept = [statement for statement in merged.script.body if statement not in merged.left_out]
    entries = decorated_entries(merged)
    wirings = len(merged.functions) - len(entries)
    comparison = Comparison(
        merged.findings.targets,
        entries.values(),
        names=_new_names(merged),
        documented=documented_entry(merged) or (None, None),
    )
    check_statements(merged.script.source, kept, actual[: len(actual) - wirings], comparison)


def check_statements(
    source: Source, wanted: Sequence[ast.stmt], found: Sequence[ast.stmt], comparison: Comparison
) -> None:
    """Raise :class:`NotEquivalentError` unless ``found`` are the statements ``wanted`` of ``source``, in order."""
    for before, after in zip(wanted, found, strict=False):
        if not comparison.same(before, after):
            raise NotEquivalentError(f"{source.path}:{before.lineno} changed unexpectedly")
    if len(wanted) != len(found):
        raise NotEquivalentError(f"{source.path}: a statement was lost or added")


def check_imports(script: Source, sections: Sequence[MergedScript]) -> None:
    """Raise :class:`NotEquivalentError` unless every hoisted import is in the file ``script``."""
    present = set()
    for node in script.tree.body:
        if isinstance(node, ast.Import):
            present |= {(alias.name, "", alias.asname or "") for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            present |= {(node.module or "", alias.name, alias.asname or "") for alias in node.names}
    for merged in sections:
        for item in merged.script.hoisted_items():
            if item.bound_name in merged.findings.unneeded:
                continue
            new = merged.renames.get(item.bound_name, "")
            alias = item.alias if not new else "" if new == item.name else new
            if (item.module, item.name, alias) not in present:
                raise NotEquivalentError(f"{merged.script.path}: import of {item.module} {item.name} was lost")


def check_names(script: Source, app_name: str, library: str) -> None:
    """Raise :class:`NotEquivalentError` if ``script``, a new one, gives the app's or the library's name to more."""
    scope = module_scope(script)
    if len(scope.bound.get(app_name, ())) != 1:
        raise NotEquivalentError(f"{app_name} is not the function app only")
    if any(bound.kind != "import" for bound in scope.bound.get(library, ())):
        raise NotEquivalentError(f"{library} is not azure.functions only")


def _new_names(merged: MergedScript) -> dict[ast.AST, dict[str, str]]:
    """What each node of the script that names something renamed is to call it."""
    found: dict[ast.AST, dict[str, str]] = {}
    for old, new in merged.renames.items():
        for reference in merged.script.scope.references.get(old, ()):
            found.setdefault(reference.string or reference.node, {})[old] = new
            found.setdefault(reference.node, {})[old] = new
    return found


class Comparison:
    """Compares statements of a script with those that they became, node by node.

    ``targets`` were built anew, ``entries`` got decorators, ``gone`` are nodes left out, ``names`` new names by node.
    ``documented`` is the function that got the script's docstring, and that.
    """

    def __init__(
        self,
        targets: Collection[Target],
        entries: Iterable[ast.stmt | None],
        gone: Iterable[ast.AST] = (),
        names: Mapping[ast.AST, Mapping[str, str]] = _AS_THEY_WERE,
        documented: tuple[ast.stmt | None, ast.Expr | None] = (None, None),
    ) -> None:
        self.entries = set(entries)
        self.rebuilt = {target.node for target in targets if target.build is not removed}
        self.gone = {target.node for target in targets if target.build is removed}.union(gone)
        self.names = names
        self.documented, self.docstring = documented

    def same(self, wanted: object, found: object) -> bool:
        """Whether ``found`` is ``wanted`` but for what was recorded."""
        if isinstance(wanted, list) and isinstance(found, list):
            wanted = [each for each in wanted if each not in self.gone]
            return len(wanted) == len(found) and all(map(self.same, wanted, found))
        if not isinstance(wanted, ast.AST):
            return type(wanted) is type(found) and wanted == found
        if wanted in self.rebuilt:
            return True
        if type(wanted) is not type(found):
            return False
        return all(self.same_field(wanted, found, name) for name in wanted._fields)

    def same_field(self, wanted: ast.AST, found: object, name: str) -> bool:
        value, other = getattr(wanted, name, None), getattr(found, name, None)
        if name == "decorator_list" and wanted in self.entries and isinstance(value, list) and isinstance(other, list):
            own = sum(each not in self.gone for each in value)
            return self.same(value, other[len(other) - own :])
        if name == "body" and wanted is self.documented and self.docstring is not None and isinstance(other, list):
            return is_docstring_of(other[0], self.docstring) and self.same(value, other[1:])
        new = self.names.get(wanted)
        if new is not None and name in _NAMING:
            return other == _renamed(wanted, name, value, new)
        return self.same(value, other)


_NAMING = ("id", "name", "names", "asname", "rest", "value")


def _renamed(node: ast.AST, field: str, value: object, names: Mapping[str, str]) -> object:
    """What ``field`` of ``node`` is once ``names`` are what they are to be called."""
    if isinstance(node, ast.alias):
        if field == "name":
            return value
        new = names[node.asname or node.name]
        return None if new == node.name else new
    if isinstance(value, list):
        return [names.get(each, each) for each in value]
    if isinstance(node, ast.Constant) and isinstance(value, str):
        return re.sub(r"(?<![\w.])[^\W\d]\w*", lambda match: names.get(match[0], match[0]), value)
    return names.get(value, value) if isinstance(value, str) else value
