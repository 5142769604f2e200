"""The verdict on two trees as a value, as text for a terminal, as JSON, and as Markdown for a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pystein_migrate.model.note import Note
from pystein_migrate.prove.static import COLUMNS, AppCheck, FunctionCheck

if TYPE_CHECKING:
    from rich.console import Console

    from pystein_migrate.verify.replay.outcome import Difference
    from pystein_migrate.verify.replay.report import AppRun, FunctionRun

Overall = Literal["same", "differs", "not comparable"]
JSON_VERSION = 1


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One function: the static check and, where the apps were run, what running it showed."""

    name: str
    check: FunctionCheck | None
    run: FunctionRun | None

    @property
    def verdict(self) -> Overall:
        """The worse of both: "differs", else "not comparable" if nothing could be compared, else "same"."""
        verdicts = [part.verdict for part in (self.check, self.run) if part is not None]
        if "differs" in verdicts:
            return "differs"
        last = verdicts[-1] if verdicts else "not comparable"
        return "same" if all(verdict == "same" for verdict in verdicts) else last


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What ``verify`` found. ``legacy`` and ``migrated`` name the trees as the user did."""

    legacy: str
    migrated: str
    check: AppCheck
    run: AppRun | None = None

    @property
    def rows(self) -> tuple[ReportRow, ...]:
        """One row a function, the legacy app's first."""
        runs = {function.name.lower(): function for function in self.run.functions} if self.run else {}
        rows = [ReportRow(check.name, check, runs.pop(check.name.lower(), None)) for check in self.check.functions]
        return (*rows, *(ReportRow(run.name, None, run) for run in runs.values()))

    @property
    def verdict(self) -> Overall:
        """The verdict on the app as a whole."""
        verdicts = {row.verdict for row in self.rows}
        if "differs" in verdicts or self.check.problems or (self.run and self.run.problem):
            return "differs"
        return "same" if "same" in verdicts else "not comparable"

    @property
    def exit_code(self) -> int:
        """0: nothing differs; 1: something does; 2: nothing could be compared."""
        return {"same": 0, "differs": 1, "not comparable": 2}[self.verdict]

    @property
    def counts(self) -> dict[str, int]:
        """How many functions got which verdict."""
        verdicts = [row.verdict for row in self.rows]
        return {name: verdicts.count(name) for name in ("same", "differs", "not comparable")}


def to_json(report: VerifyReport) -> str:
    """The report as a JSON document; ``version`` grows when a key changes its meaning or goes away."""
    document: dict[str, Any] = {
        "version": JSON_VERSION,
        "legacy": report.legacy,
        "migrated": report.migrated,
        "verdict": report.verdict,
        "counts": report.counts,
        "functions": [_function_json(row) for row in report.rows],
        "problems": [_note_json(note) for note in report.check.problems],
        "remarks": [_note_json(note) for note in report.check.remarks],
    }
    if report.run:
        document["run"] = {
            "problem": report.run.problem,
            "stand_ins": list(report.run.stubbed),
            "loading": [_difference_json(difference) for difference in report.run.loading],
        }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _note_json(note: Note) -> dict[str, Any]:
    return {
        "path": note.path,
        "line": note.position.line,
        "column": note.position.column,
        "message": note.message,
        "remedy": note.remedy,
    }


def _function_json(row: ReportRow) -> dict[str, Any]:
    found: dict[str, Any] = {"name": row.name, "verdict": row.verdict}
    if row.check:
        differences = {column: list(texts) for column, texts in row.check.cells.items()}
        found["static"] = {"verdict": row.check.verdict, "reason": row.check.reason, "differences": differences}
    if row.run:
        found["run"] = {
            "verdict": row.run.verdict,
            "reason": row.run.reason,
            "invocations": row.run.invocations,
            "raised": row.run.raised,
            "differences": [_difference_json(difference) for difference in row.run.differences],
        }
    return found


def _difference_json(difference: Difference) -> dict[str, str]:
    return {
        "case": difference.case,
        "field": difference.field,
        "legacy": difference.legacy,
        "migrated": difference.migrated,
        "hint": difference.hint,
    }


def to_markdown(report: VerifyReport) -> str:
    """The report as GitHub Markdown."""
    lines = [f"### {_headline(report)}", ""]
    columns = _columns(report)
    lines += ["| function | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for row in report.rows:
        cells = (_cell(row, column) for column in columns)
        lines.append(f"| `{row.name}` | " + " | ".join(_escaped(cell) for cell in cells) + " |")
    details = list(_details(report))
    if details:
        lines += ["", *(f"- {_escaped(detail)}" for detail in details)]
    return "\n".join(lines) + "\n"


def print_text(report: VerifyReport, console: Console) -> None:
    """The report as a table for people, with what differs below it."""
    from rich.table import Table
    from rich.text import Text

    columns = _columns(report)
    table = Table("function", *columns, header_style="bold", box=None, pad_edge=False)
    styles = {"same": "green", "differs": "red", "not comparable": "yellow"}
    for row in report.rows:
        cells = [_cell(row, column) for column in columns]
        table.add_row(
            row.name, *(Text(cell, styles.get("differs" if cell == "differs" else cell, "")) for cell in cells)
        )
    console.print(table)
    for detail in _details(report):
        console.print(Text(detail), soft_wrap=True)
    console.print(Text(_headline(report), style=styles[report.verdict]), soft_wrap=True)


def _columns(report: VerifyReport) -> tuple[str, ...]:
    return (*COLUMNS, "run") if report.run else COLUMNS


def _cell(row: ReportRow, column: str) -> str:
    if column == "run":
        if row.run is None:
            return ""
        count = f" ({row.run.invocations} calls)" if row.run.verdict == "same" else ""
        return row.run.verdict + count
    if row.check is None:
        return ""
    if row.check.verdict == "not comparable":
        return "not comparable"
    if column in row.check.cells:
        return "differs"
    return "" if "name" in row.check.cells and column != "name" else "same"


def _details(report: VerifyReport) -> Iterator[str]:
    for note in (*report.check.problems, *report.check.remarks):
        remedy = f" ({note.remedy})" if note.remedy else ""
        yield f"{note.path}:{note.position.line}:{note.position.column}: {note.message}{remedy}"
    if report.run and report.run.problem:
        yield report.run.problem
    for row in report.rows:
        yield from _row_details(row)
    if report.run:
        for difference in report.run.loading:
            yield f"loading the app, {_became(difference)}"
        if report.run.stubbed:
            yield f"stand-ins were used for: {', '.join(report.run.stubbed)}"


def _row_details(row: ReportRow) -> Iterator[str]:
    if row.check:
        for column, texts in row.check.cells.items():
            for text in texts:
                yield f"{row.name}, {column}: {text}"
        if row.check.reason:
            yield f"{row.name} is not comparable: {row.check.reason}"
    if row.run is None:
        return
    if row.run.reason and not (row.check and row.check.reason == row.run.reason):
        what = "is not comparable by running it" if row.run.verdict == "not comparable" else "was run only in part"
        yield f"{row.name} {what}: {row.run.reason}"
    for difference in row.run.differences:
        case = f" ({difference.case})" if difference.case else ""
        yield f"{row.name}{case}, {_became(difference)}"
    if row.run.verdict == "same" and row.run.raised == row.run.invocations:
        yield f"{row.name}: every call ended in the same exception in both models; give better inputs with --cases"


def _became(difference: Difference) -> str:
    hint = f" [{difference.hint}]" if difference.hint else ""
    return f"{difference.field}: {difference.legacy} became {difference.migrated}{hint}"


def _headline(report: VerifyReport) -> str:
    counts = ", ".join(f"{count} {name}" for name, count in report.counts.items() if count) or "no functions"
    how = "compared and run" if report.run else "compared"
    meaning = {
        "same": "the same app",
        "differs": "not the same app",
        "not comparable": "nothing could be compared",
    }[report.verdict]
    return f"{report.legacy} and {report.migrated} {how}: {meaning} ({counts})"


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
