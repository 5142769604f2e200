"""``pystein-migrate note``: what a note means."""

from __future__ import annotations

from typing import Annotated

import typer

from pystein_migrate.notes import FAMILIES, KINDS, similar_code
from pystein_migrate.report.explanation import note_as_json, note_markdown, notes_page

from .explaining import ExplanationFormat, fail, print_json, print_markdown


def note(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="The note's code, as reports print it.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Explain all notes.")] = False,
    output_format: Annotated[
        ExplanationFormat, typer.Option("--output-format", help="How to print it.")
    ] = ExplanationFormat.text,
) -> None:
    """Explain a note of a report: what happened, why it is said, and what to do about it."""
    if every == (code is not None):
        fail("give a note's code, or --all")
    if code is None:
        _print_all(output_format)
        return
    kind = KINDS.get(code.lower())
    if kind is None:
        similar = similar_code(code)
        hint = f"did you mean {similar}?" if similar else "`pystein-migrate note --all` prints them all"
        fail(f"no note has the code {code!r}; {hint}")
    if output_format is ExplanationFormat.json:
        print_json(note_as_json(kind))
    else:
        print_markdown(note_markdown(kind), output_format)


def _print_all(output_format: ExplanationFormat) -> None:
    if output_format is ExplanationFormat.json:
        print_json([note_as_json(kind) for kind in KINDS.values()])
    elif output_format is ExplanationFormat.markdown:
        print_markdown(notes_page(FAMILIES), output_format)
    else:
        print_markdown("\n".join(map(note_markdown, KINDS.values())), output_format)
