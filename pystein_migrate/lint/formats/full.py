"""The format for people: each finding with its source lines, carets, and the fix as a small diff."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator

from pystein_migrate.lint.finding import Finding, shown_path
from pystein_migrate.model.note import Position
from pystein_migrate.text.edits import apply_edits
from pystein_rules.diagnostics import Fix

from . import Report
from .lines import headline

_CONTEXT = 2
_TAB = "    "


def render_full(report: Report) -> str:
    """One block a finding."""
    return "".join(f"{_block(finding, report)}\n" for finding in report.findings)


def _block(finding: Finding, report: Report) -> str:
    found = finding.diagnostic
    lines = [headline(finding, report.unsafe_fixes)]
    text = report.texts.get(finding.file)
    place = f"{shown_path(finding.file, report.folder)}:{found.start.line}:{found.start.column}"
    if not text:
        lines.append(f"--> {place}")
    else:
        lines += _snippet(text.split("\n"), found.start, found.end, place)
    if found.fix:
        lines += _help(finding, found.fix, report)
    return "".join(line.rstrip() + "\n" for line in lines)


def _snippet(source: list[str], start: Position, end: Position, place: str) -> list[str]:
    start, end = _inside(source, start, end)
    first, last = _window(source, start.line, end.line)
    gutter = len(str(last))
    empty = f"{'':{gutter}} |"
    lines = [f"{'':{gutter}}--> {place}", empty]
    one_line = start.line == end.line
    whole_line = not source[start.line - 1][: start.column - 1].strip()
    for number in range(first, last + 1):
        content = source[number - 1].replace("\t", _TAB)
        if one_line:
            lines.append(f"{number:>{gutter}} | {content}")
            if number == start.line:
                lines.append(f"{empty} {_carets(source[number - 1], start.column, end.column)}")
            continue
        bar = "|" if start.line < number <= end.line else "/" if number == start.line and whole_line else " "
        lines.append(f"{number:>{gutter}} | {bar} {content}")
        if number == start.line and not whole_line:
            lines.append(f"{empty}  {'_' * (_width(source[number - 1], start.column) + 1)}^")
        elif number == end.line:
            lines.append(f"{empty} |{'_' * max(_width(source[number - 1], end.column), 1)}^")
    if last > end.line:
        lines.append(empty)
    return lines


def _inside(source: list[str], start: Position, end: Position) -> tuple[Position, Position]:
    """The span moved into the text, an end at the start of a line taken back to the end of the line before it."""
    line = min(max(start.line, 1), len(source))
    start = Position(line, max(start.column, 1))
    end = max(start, Position(min(end.line, len(source)), end.column))
    if end.line > start.line and end.column == 1:
        end = Position(end.line - 1, len(source[end.line - 2]) + 1)
    return start, end


def _window(source: list[str], first: int, last: int) -> tuple[int, int]:
    """The lines to show: two more on each side, less blank ones at the edges."""
    before, after = max(1, first - _CONTEXT), min(len(source), last + _CONTEXT)
    while before < first and not source[before - 1].strip():
        before += 1
    while after > last and not source[after - 1].strip():
        after -= 1
    return before, after


def _width(line: str, column: int) -> int:
    """How many terminal cells the characters before ``column`` take."""
    shown = line[: column - 1].replace("\t", _TAB)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in shown)


def _carets(line: str, start: int, end: int) -> str:
    indent = _width(line, start)
    return " " * indent + "^" * max(1, _width(line, end) - indent)


def _help(finding: Finding, fix: Fix, report: Report) -> Iterator[str]:
    yield f"help: {fix.message}"
    paths = dict.fromkeys(edit.path for edit in fix.edits)
    for path in paths:
        file = finding.root / path
        text = report.texts.get(file)
        if text is None:
            continue
        if len(paths) > 1 or path != finding.diagnostic.path:
            yield f"  --> {shown_path(file, report.folder)}"
        fixed = apply_edits(text, [edit.within(text) for edit in fix.edits if edit.path == path])
        yield from _diff(text, fixed)
    if fix.applicability == "unsafe":
        yield "note: This is an unsafe fix and may change runtime behavior"
    elif fix.applicability == "display":
        yield "note: This is a display-only fix and is likely to be incorrect"


def _diff(before: str, after: str) -> Iterator[str]:
    """The changed lines with one line around them, numbered as they are afterwards."""
    old, new = before.split("\n"), after.split("\n")
    last = len(new) - (not new[-1])
    groups = list(difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(1))
    if not groups:
        return
    width = len(str(max(min(opcode[4], last) for group in groups for opcode in group) or 1))
    yield f"{'':{width}} |"
    for index, group in enumerate(groups):
        if index:
            yield "-" * 80
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                yield from (f"{at + 1:<{width}} | {new[at]}" for at in range(new_from, min(new_to, last)))
                continue
            yield from (f"{'':{width}} - {line}" for line in old[old_from:old_to])
            yield from (f"{at + 1:<{width}} + {new[at]}" for at in range(new_from, new_to))
    yield f"{'':{width}} |"
