"""The report for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal, TextIO

from rich.table import Table
from rich.text import Text

from pystein_migrate.model.app import Binding, Function
from pystein_migrate.model.note import Note
from pystein_migrate.model.result import AppResult, FunctionResult, Proof

from .console import console_for
from .counts import count
from .places import place, shown

Verbosity = Literal["quiet", "normal", "verbose"]
_SEVERITIES = ("error", "warning", "info")
_ACTIONS = ("create", "modify", "delete")
_PROOFS = (
    ("same", "proven by running"), ("not comparable", "without running only"), ("accepted", "accepted as different"),
)  # fmt: skip
_COLOURS = {
    "error": "red", "failed": "red", "warning": "yellow", "kept-in-place": "yellow", "dropped": "yellow",
    "merged": "green", "migrated": "green", "create": "green", "modify": "yellow", "delete": "red",
}  # fmt: skip
# What names the source of each kind of trigger, in the order of preference.
_SOURCES = (
    "schedule", "queueName", "topicName", "path", "eventHubName", "containerName", "collectionName", "tableName",
    "topic", "hubName", "orchestration", "activity", "entity", "listName", "key", "channel", "monitor",
)  # fmt: skip


class TextReport:
    """Prints apps as they are done, then the summary; ``written`` says whether the run changes files at all."""

    def __init__(self, stream: TextIO, base: Path, verbosity: Verbosity = "normal", *, written: bool = True) -> None:
        self._console = console_for(stream)
        self._base = base
        self._verbosity = verbosity
        self._written = written

    def app(self, result: AppResult) -> None:
        """Print one app: what became of its functions and files, and what the user should know."""
        notes = _notes(result)
        if self._verbosity == "quiet":
            self._print_notes(result, [note for note in notes if note.severity == "error"])
            return
        if result.status == "unchanged" and not notes and self._verbosity != "verbose":
            return
        self._line(
            ("bold", shown(result.root, self._base)),
            ("", ": "),
            (_COLOURS.get(result.status, ""), self._outcome(result)),
        )
        if result.functions:
            self._line()
            self._print_table(result)
        if result.changes:
            self._line()
            for change in sorted(result.changes, key=lambda change: _ACTIONS.index(change.action)):
                self._line((_COLOURS[change.action], f"  {change.action}"), ("", f"  {change.path}"))
        if notes:
            self._line()
            self._print_notes(result, notes)
        self._line()

    def summary(self, results: Sequence[AppResult]) -> None:
        """Print the last line, for all ``results`` together."""
        sentences = list(_sentences(results, self._written))
        style = "bold red" if any(result.status == "failed" for result in results) else "bold"
        self._line((style, " ".join(sentences)))

    def _outcome(self, result: AppResult) -> str:
        if result.status == "migrated":
            return "migrated" if self._written else "would be migrated"
        return "nothing to migrate" if result.status == "unchanged" else "failed, nothing written"

    def _print_table(self, result: AppResult) -> None:
        verbose = self._verbosity == "verbose"
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        names = ["  Function", "Trigger", "Route or source", "Outputs", "Status", "Verified"]
        is_run = any(function.proof for function in result.functions)
        for name in [*names, *(["Proven"] if is_run else []), *(["Python name"] if verbose else [])]:
            table.add_column(name, overflow="fold")
        for function in result.functions:
            row = self._row(function, result.status == "failed")
            row += [self._proof(function.proof)] if is_run else []
            table.add_row(*row, *([function.python_name] if verbose else []))
        if self._console.is_terminal:
            self._console.print(table)
            return
        with self._console.capture() as capture:
            self._console.print(table)
        for line in capture.get().splitlines():
            self._line(("", line.rstrip()))

    def _row(self, result: FunctionResult, app_failed: bool) -> list[str | Text]:
        status = "not written" if app_failed and result.status != "failed" else result.status.replace("-", " ")
        function = result.function
        trigger = function.trigger
        return [
            f"  {function.name}",
            trigger.type if trigger else "-",
            _source(function, trigger) if trigger else "-",
            ", ".join(binding.type for binding in function.bindings if binding.direction.lower() == "out") or "-",
            Text(status, _COLOURS.get(status.replace(" ", "-"), "")),
            self._tick() if result.verified else "-",
        ]

    def _proof(self, proof: Proof | None) -> str:
        if proof is None:
            return "-"
        if proof.verdict == "same":
            return f"{self._tick()}, by running"
        return {"not comparable": "without running", "accepted": "accepted by you"}.get(proof.verdict, proof.verdict)

    def _tick(self) -> str:
        return "yes" if self._console.options.ascii_only else "✓"

    def _print_notes(self, result: AppResult, notes: Iterable[Note]) -> None:
        for note in notes:
            where = place(result.root, note, self._base)
            self._line(
                ("bold", where),
                ("", ": "),
                (_COLOURS.get(note.severity, ""), note.severity),
                ("", f": {note.message}"),
                ("dim", f" [{note.code}]"),
            )
            if note.remedy and (note.severity != "info" or self._verbosity == "verbose"):
                self._line(("", f"    {note.remedy}"))

    def _line(self, *parts: tuple[str, str]) -> None:
        """Print one line of (style, text) parts; a terminal may wrap it, so that paths stay whole for copying."""
        self._console.print(Text.assemble(*((text, style) for style, text in parts)), soft_wrap=True)


def _notes(result: AppResult) -> list[Note]:
    """All notes of an app and its functions, the gravest first, then by place."""
    notes = dict.fromkeys(chain(result.notes, *(function.notes for function in result.functions)))
    return sorted(notes, key=lambda note: (_SEVERITIES.index(note.severity), note.path, note.position))


def _source(function: Function, trigger: Binding) -> str:
    if trigger.type.lower() == "httptrigger":
        methods = trigger.get("methods")
        listed = (
            ", ".join(str(method).upper() for method in methods) if isinstance(methods, list) and methods else "ANY"
        )
        route = trigger.get("route")
        return f"{listed} {route if isinstance(route, str) and route else function.name}"
    for key in _SOURCES:
        value = trigger.get(key)
        if isinstance(value, str) and value:
            subscription = trigger.get("subscriptionName")
            return f"{value}/{subscription}" if subscription and key == "topicName" else value
    return "-"


def _sentences(results: Sequence[AppResult], written: bool) -> Iterable[str]:
    counts = count(results)
    would = "" if written else "would be "
    migrated = counts.apps["migrated"]
    if migrated:
        functions = [
            f"{counts.functions[status]} {words}"
            for status, words in (("merged", "merged"), ("kept-in-place", "kept in place"), ("dropped", "dropped"))
            if counts.functions[status]
        ]
        if functions:
            number, _, word = functions[0].partition(" ")
            functions[0] = f"{_plural(int(number), 'function')} {word}"
        yield ", ".join([f"{_plural(migrated, 'app')} {would}migrated", *functions]) + "."
    if migrated and counts.proofs:
        proven = ((counts.proofs[verdict], words) for verdict, words in _PROOFS)
        said = ", ".join(f"{number} {words}" for number, words in proven if number)
        yield f"{said}."
    if counts.apps["unchanged"]:
        yield f"{_plural(counts.apps['unchanged'], 'app')} {'left unchanged' if migrated else 'already up to date'}."
    if counts.apps["failed"]:
        yield f"{_plural(counts.apps['failed'], 'app')} failed{' and not written' if written else ''}."
    if not results:
        yield "Nothing to migrate."


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
