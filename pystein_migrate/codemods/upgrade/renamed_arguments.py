"""Parameters that were renamed between releases after the preview."""

from __future__ import annotations

import ast
from typing import ClassVar

from pystein_migrate.codemods.base import Example, Findings, Subject
from pystein_migrate.facts import spellings
from pystein_migrate.notes import DROPPED_PARAMETER, PREVIEW_POSITIONAL_ARGUMENTS

from .calls import DecoratorCodemod, in_app, note, positional_doubt, renamed_argument


class RenamedArguments(DecoratorCodemod):
    """Gives the arguments of OpenAI's decorators the names that they have since 1.24.0.

    The library would take the former ones all the same, and emit them as properties that the host does not know.
    """

    name = "renamed-arguments"
    notes = (DROPPED_PARAMETER, PREVIEW_POSITIONAL_ARGUMENTS)
    words = frozenset(spellings.REPARAMETERED)
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            in_app('@app.text_completion_input("text", prompt="p", model="m")\ndef ask(text): ...\n'),
            in_app('@app.text_completion_input("text", prompt="p", chat_model="m")\ndef ask(text): ...\n'),
            path="function_app.py",
        ),
    )

    @classmethod
    def upgrade(cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call | None) -> None:
        """Upgrade one decorator."""
        row = spellings.REPARAMETERED[node.attr]
        if call is None or subject.target < spellings.former_since(row):
            return
        given = {keyword.arg for keyword in call.keywords}
        for keyword in call.keywords:
            new = row.former_params.get(keyword.arg or "")
            if new == "":
                facts = {"decorator": row.decorator, "parameter": keyword.arg}
                findings.notes.append(note(subject.source, call, DROPPED_PARAMETER, **facts))
            elif new and new not in given:
                findings.want(cls, keyword, renamed_argument(new))
        if len(call.args) > 1 + len(row.required):
            why = "the order of its parameters changed in 1.24.0"
            findings.doubts.append(positional_doubt(subject.source, call, row.decorator, why))
