"""Applying fixes until nothing changes, never breaking what could be parsed before."""

from __future__ import annotations

import ast
import difflib
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pystein_migrate.model.change import FileChange
from pystein_migrate.text import jsonc
from pystein_migrate.text.decoding import SourceText
from pystein_migrate.text.edits import apply_edits
from pystein_rules.diagnostics import Diagnostic, Fix

from .checking import Checked, decode
from .finding import Finding, applies, shown_path

_MAX_PASSES = 100
_MAX_GROWTH = 4096

Check = Callable[[Mapping[str, bytes]], Checked]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What fixing one target did: ``changes`` (not yet written), how often each rule was applied, what is left."""

    root: Path
    changes: tuple[FileChange, ...] = ()
    applied: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    remaining: tuple[Finding, ...] = ()

    @property
    def count(self) -> int:
        """How many findings were fixed."""
        return sum(self.applied.values())


def fix_target(first: Checked, root: Path, check: Check, unsafe_fixes: bool, may_fix: Callable[[str], bool]) -> Fixed:
    """Fix what ``first`` found and what ``check`` (of an overlay of changed files) then finds, until nothing changes.

    A fix that would leave a file unparsable, or that its encoding cannot hold, is not applied.
    """
    files, overlay, checked = dict(first.app.files), dict[str, bytes](), first
    applied: Counter[tuple[str, str, str]] = Counter()
    rejected: set[Fix] = set()
    seen: set[frozenset[tuple[str, bytes]]] = {frozenset()}
    for _ in range(_MAX_PASSES):
        wanted = [
            each.diagnostic
            for each in checked.findings
            if applies(each.diagnostic.fix, unsafe_fixes) and may_fix(each.diagnostic.code)
        ]
        changed, done = _one_pass(files, wanted, rejected)
        if not changed or any(_runs_away(first.app.files[path], data) for path, data in changed.items()):
            break
        files.update(changed)
        overlay.update(changed)
        state = frozenset(overlay.items())
        if state in seen:
            break
        seen.add(state)
        applied.update((each.path, each.code, each.name) for each in done)
        checked = check(overlay)
    changes = [FileChange(path, first.app.files[path], overlay[path]) for path in sorted(overlay)]
    changes = [change for change in changes if change.before != change.after]
    return Fixed(root, tuple(changes), applied, checked.findings)


def diff_of(fixed: Fixed, folder: Path) -> str:
    """The changes as a unified diff, paths as seen from ``folder``."""
    parts = []
    for change in fixed.changes:
        before, after = decode(change.path, change.before or b""), decode(change.path, change.after or b"")
        if before is None or after is None:
            continue
        shown = shown_path(fixed.root / change.path, folder)
        old, new = before.text.splitlines(keepends=True), after.text.splitlines(keepends=True)
        for line in difflib.unified_diff(old, new, shown, shown):
            parts.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
        parts.append("\n")
    return "".join(parts)


def _one_pass(
    files: Mapping[str, bytes], wanted: Sequence[Diagnostic], rejected: set[Fix]
) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """One round of fixes that do not touch each other; if together they break a file, the first that does not alone."""
    texts = {edit.path for each in wanted for edit in (each.fix.edits if each.fix else ())}
    sources = {path: source for path in texts if path in files and (source := decode(path, files[path]))}
    compatible = _compatible(wanted, sources, rejected)
    changed = _apply(sources, compatible)
    if changed is not None:
        return changed, compatible
    for each in compatible:
        alone = _apply(sources, [each])
        if alone:
            return alone, [each]
        if each.fix:
            rejected.add(each.fix)
    return {}, []


def _runs_away(before: bytes, now: bytes) -> bool:
    """Whether fixes feed on each other's output instead of getting anywhere."""
    return len(now) > 2 * len(before) + _MAX_GROWTH


def _compatible(
    wanted: Iterable[Diagnostic], sources: Mapping[str, SourceText], rejected: set[Fix]
) -> list[Diagnostic]:
    taken: dict[str, list[tuple[int, int]]] = {}
    chosen: list[Diagnostic] = []
    fixes: set[Fix] = set()
    for each in wanted:
        if each.fix is None or each.fix in rejected or any(edit.path not in sources for edit in each.fix.edits):
            continue
        if each.fix in fixes:
            chosen.append(each)
            continue
        edits = [(edit.path, edit.within(sources[edit.path].text)) for edit in each.fix.edits]
        spans = [(path, (edit.start, edit.end)) for path, edit in edits]
        if any(_touches(place, other) for path, place in spans for other in taken.get(path, ())):
            continue
        chosen.append(each)
        fixes.add(each.fix)
        for path, place in spans:
            taken.setdefault(path, []).append(place)
    return chosen


def _touches(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return (one[0] < other[1] and other[0] < one[1]) or one[0] == other[0]


def _apply(sources: Mapping[str, SourceText], chosen: Sequence[Diagnostic]) -> dict[str, bytes] | None:
    """The new bytes of the changed files; None if a file would break."""
    fixes = dict.fromkeys(each.fix for each in chosen if each.fix)
    changed = {}
    for path, source in sources.items():
        edits = [edit.within(source.text) for fix in fixes for edit in fix.edits if edit.path == path]
        text = apply_edits(source.text, edits)
        if text == source.text:
            continue
        if _parses(path, source.text) and not _parses(path, text):
            return None
        try:
            changed[path] = source.encode(text)
        except UnicodeEncodeError:
            return None
    return changed


def _parses(path: str, text: str) -> bool:
    try:
        if path.endswith(".py"):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse(text)
        elif path.endswith(".json"):
            jsonc.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
