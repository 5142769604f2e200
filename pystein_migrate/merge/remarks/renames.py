"""What is called otherwise in function_app.py than in its script."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate import notes
from pystein_migrate.merge.merging import MergedScript
from pystein_migrate.model.note import START, Note
from pystein_migrate.python.nodes import walk

from .planned import Planned


def renames(planned: Planned) -> Iterator[Note]:
    """One note for each script with all its new names, and a warning for each class, whose name shows when it runs.

    Entries are called as their functions are, which is said of every function.
    """
    script = planned.context.app.script_name
    for merged in planned.draft.merging.scripts:
        unsaid = {merged.entry_of(function) for function in merged.functions} | set(_gone(merged))
        called = {delegate.entry for delegate in merged.findings.delegates.values()}
        unsaid |= called & merged.script.hoisted_names()
        renamed = {old: new for old, new in merged.renames.items() if old != new and old not in unsaid}
        if renamed:
            listed = ", ".join(f"{old} → {new}" for old, new in renamed.items())
            yield notes.RENAMED_NAMES.at(merged.script.path, START, script=script, renames=listed)
        yield from _classes(merged, renamed)


def _gone(merged: MergedScript) -> Iterator[str]:
    """The names that are bound only by what the decorator model has no use for."""
    removed = {node for statement in merged.findings.removed for node in walk(statement)}
    for name, bounds in merged.script.scope.bound.items():
        if all(bound.node in removed for bound in bounds):
            yield name


def _classes(merged: MergedScript, renamed: dict[str, str]) -> Iterator[Note]:
    for old, new in renamed.items():
        for bound in merged.script.scope.bound.get(old, ())[:1]:
            if isinstance(bound.node, ast.ClassDef):
                source = merged.script.source
                yield notes.RENAMED_CLASS.at(source.path, source.position(bound.node), old=old, new=new)
