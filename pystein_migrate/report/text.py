"""The report for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Literal, TextIO

from rich.text import Text

from pystein_migrate.model.app import Binding, Function
from pystein_migrate.model.change import Action
from pystein_migrate.model.note import Note
from pystein_migrate.model.result import AppResult, FunctionResult, Proof
from pystein_migrate.text.natural import natural_key

from .console import console_for
from .counts import count, plural
from .order import in_order
from .paragraphs import paragraph
from .places import place, shown
from .removals import removals
from .table import Column, fitting, lines

Verbosity = Literal["quiet", "normal", "verbose"]
_SEVERITIES = ("error", "warning", "info")
_PROOFS = (
    ("same", "proven by running"), ("not comparable", "without running only"), ("accepted", "accepted as different"),
)  # fmt: skip
_VERBS: dict[Action, str] = {"create": "create", "modify": "modify", "delete": "remove"}
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
            notes = [note for note in notes if note.severity == "error"]
        if not notes and (
            self._verbosity == "quiet" or (result.status == "unchanged" and self._verbosity != "verbose")
        ):
            return
        self._line(
            ("bold", shown(result.root, self._base)),
            ("", ": "),
            (_COLOURS.get(result.status, ""), self._outcome(result)),
        )
        if self._verbosity != "quiet":
            self._print_table(result)
            self._print_changes(result)
            if notes:
                self._line()
        self._print_notes(notes)
        self._line()

    def summary(self, results: Sequence[AppResult]) -> None:
        """Print the last line, for all ``results`` together."""
        sentences = list(_sentences(results, self._written))
        style = "bold red" if any(result.status == "failed" for result in results) else "bold"
        self._wrapped((style, " ".join(sentences)), indent="")

    def _outcome(self, result: AppResult) -> str:
        if result.status == "migrated":
            return "migrated" if self._written else "would be migrated"
        return "nothing to migrate" if result.status == "unchanged" else "failed, nothing written"

    def _print_table(self, result: AppResult) -> None:
        if not result.functions:
            return
        self._line()
        for line in lines(fitting(self._columns(result), self._console.width)):
            self._console.print(line, soft_wrap=True)

    def _columns(self, result: AppResult) -> list[Column]:
        """What is said of the functions; a name wants to be seen with what became of it, the rest where it fits."""
        rows = [self._row(function, result.status == "failed") for function in result.functions]
        name, trigger, source, outputs, status, verified = zip(*rows, strict=True)
        columns = [
            Column("Function", name),
            Column("Trigger", trigger, rank=1),
            Column("Route or source", source, rank=2),
            Column("Outputs", outputs, rank=5),
            Column("Status", status),
            Column("Verified", verified, rank=3),
        ]
        if any(function.proof for function in result.functions):
            columns.append(Column("Proven", [Text(self._proof(function.proof)) for function in result.functions]))
        if self._verbosity == "verbose":
            columns.append(Column("Python name", [self._python_name(each) for each in result.functions], rank=4))
        return columns

    def _row(self, result: FunctionResult, app_failed: bool) -> list[Text]:
        status = "not written" if app_failed and result.status != "failed" else result.status.replace("-", " ")
        function = result.function
        trigger = function.trigger
        return [
            Text(function.name),
            Text(trigger.type if trigger else "-"),
            Text(_source(function, trigger) if trigger else "-"),
            Text(", ".join(binding.type for binding in function.bindings if binding.direction.lower() == "out") or "-"),
            Text(status, _COLOURS.get(status.replace(" ", "-"), "")),
            Text(self._tick() if result.verified else "-"),
        ]

    def _print_changes(self, result: AppResult) -> None:
        """One line for each file that is new or modified, and one for all that go unless every detail is wanted."""
        if not result.changes:
            return
        self._line()
        for change in in_order(result.changes):
            if change.action != "delete" or self._verbosity == "verbose":
                self._print_change(change.action, change.path)
        gone = removals(result)
        if gone and self._verbosity != "verbose":
            self._print_change("delete", gone)

    def _print_change(self, action: Action, what: str) -> None:
        self._wrapped((_COLOURS[action], f"  {_VERBS[action]}"), ("", f"  {what}"), indent=" " * 10)

    def _proof(self, proof: Proof | None) -> str:
        if proof is None:
            return "-"
        if proof.verdict == "same":
            return f"{self._tick()}, by running"
        return {"not comparable": "without running", "accepted": "accepted by you"}.get(proof.verdict, proof.verdict)

    def _python_name(self, result: FunctionResult) -> Text:
        """What the function is called in Python, after what it was called where that is another name."""
        old, new = result.function.entry_point, result.python_name
        arrow = "->" if self._console.options.ascii_only else "→"
        return Text(f"{old} {arrow} {new}" if result.status == "merged" and old != new else new)

    def _tick(self) -> str:
        return "yes" if self._console.options.ascii_only else "✓"

    def _print_notes(self, notes: Iterable[Note]) -> None:
        for note in notes:
            where = place(note)
            self._wrapped(
                ("bold", where),
                ("", ": " if where else ""),
                (_COLOURS.get(note.severity, ""), note.severity),
                ("", f": {note.message}"),
                ("dim", f" [{note.code}]"),
                indent="  ",
            )
            if note.remedy and (note.severity != "info" or self._verbosity == "verbose"):
                self._wrapped(("", f"    {note.remedy}"), indent="    ")

    def _wrapped(self, *parts: tuple[str, str], indent: str) -> None:
        """Print one paragraph; on a terminal its lines end between words, so that paths and names stay whole."""
        text = Text.assemble(*((text, style) for style, text in parts))
        for line in paragraph(text, self._console.width, indent):
            self._console.print(line, soft_wrap=True)

    def _line(self, *parts: tuple[str, str]) -> None:
        """Print one line of (style, text) parts; a terminal may wrap it, so that paths stay whole for copying."""
        self._console.print(Text.assemble(*((text, style) for style, text in parts)), soft_wrap=True)


def _notes(result: AppResult) -> list[Note]:
    """All notes of an app and its functions, the gravest first, then by place."""
    notes = dict.fromkeys(chain(result.notes, *(function.notes for function in result.functions)))
    return sorted(notes, key=lambda note: (_SEVERITIES.index(note.severity), natural_key(note.path), note.position))


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
            functions[0] = f"{plural(int(number), 'function')} {word}"
        yield ", ".join([f"{plural(migrated, 'app')} {would}migrated", *functions]) + "."
    if migrated and counts.proofs:
        proven = ((counts.proofs[verdict], words) for verdict, words in _PROOFS)
        said = ", ".join(f"{number} {words}" for number, words in proven if number)
        yield f"{said}."
    if counts.apps["unchanged"]:
        yield f"{plural(counts.apps['unchanged'], 'app')} {'left unchanged' if migrated else 'already up to date'}."
    if counts.apps["failed"]:
        yield f"{plural(counts.apps['failed'], 'app')} failed{' and not written' if written else ''}."
    if not results:
        yield "Nothing to migrate."
