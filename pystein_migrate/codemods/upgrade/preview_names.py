"""The decorators' names of the private preview."""

from __future__ import annotations

import ast
from typing import ClassVar

from pystein_migrate.codemods.base import Example, Findings, Subject
from pystein_migrate.decorators.app import Mention
from pystein_migrate.decorators.decorate import decorator_name
from pystein_migrate.facts import spellings
from pystein_migrate.notes import PREVIEW_BY_HAND, PREVIEW_DYNAMIC_ARGUMENTS, PREVIEW_UNKNOWN_OBJECT

from .calls import DecoratorCodemod, check_last, check_positional, in_app, mentions_in, note, with_names

_BY_NAME = {name: row for name, row in spellings.PREVIEW_ONLY.items() if row.variant != "v3"}


class PreviewNames(DecoratorCodemod):
    """Gives decorators such as `write_queue`, `read_blob` and `on_blob_change` their present names.

    What is an app object is followed across modules, functions and classes; methods of the same name of anything else
    stay. The arguments are the same, but for a `data_type` given by position where a younger parameter came before it:
    it gets its name. A decorator of something that cannot be told to be an app object is a note, and so is one whose
    name is in a string.
    """

    name = "preview-names"
    notes = (PREVIEW_BY_HAND, PREVIEW_DYNAMIC_ARGUMENTS, PREVIEW_UNKNOWN_OBJECT)
    words = frozenset(_BY_NAME)
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            in_app('@app.on_blob_change("blob", "in/{name}", "Storage", func.DataType.BINARY)\n'
                   '@app.write_queue(arg_name="out", queue_name="done", connection="Storage")\n'
                   "def copy(blob, out): ...\n"),
            in_app('@app.blob_trigger("blob", "in/{name}", "Storage", data_type=func.DataType.BINARY)\n'
                   '@app.queue_output(arg_name="out", queue_name="done", connection="Storage")\n'
                   "def copy(blob, out): ...\n"),
            path="function_app.py",
        ),
        Example(
            "import azure.functions as func\n\n\ndef add(target: func.Blueprint, queue):\n"
            '    @target.read_blob(arg_name="blob", path="a", connection="Storage")\n'
            "    def read(blob): ...\n\n    queue.write_queue(read)\n",
            "import azure.functions as func\n\n\ndef add(target: func.Blueprint, queue):\n"
            '    @target.blob_input(arg_name="blob", path="a", connection="Storage")\n'
            "    def read(blob): ...\n\n    queue.write_queue(read)\n",
            path="shared/blobs.py",
        ),
    )  # fmt: skip

    @classmethod
    def concerns(cls, subject: Subject) -> bool:
        """Whether a name of the preview is in the file, those of Cosmos DB included."""
        return any(name in subject.source.text for name in spellings.PREVIEW_ONLY)

    @classmethod
    def find(cls, subject: Subject, findings: Findings) -> None:
        """Rename decorators, and note those that nobody can rename with certainty."""
        super().find(subject, findings)
        for mention in mentions_in(subject):
            if mention.method in spellings.PREVIEW_ONLY:
                _note_uncertain(subject, findings, mention)

    @classmethod
    def upgrade(cls, subject: Subject, findings: Findings, node: ast.Attribute, call: ast.Call | None) -> None:
        """Rename one decorator. Raises :class:`LeaveError`."""
        row = _BY_NAME[node.attr]
        new = decorator_name(row, subject.target)
        if not new or new == node.attr:
            return
        cls.rename(findings, node, new)
        younger = spellings.DATA_TYPE_MOVED.get(row.decorator)
        if younger and call is not None:
            place = spellings.positional_params(row).index(row.params[younger])
            if len(call.args) > place:
                check_positional(subject.source, call, place)
                check_last(call, place + 1)
                findings.want(cls, call, with_names({place: "data_type"}))


def _note_uncertain(subject: Subject, findings: Findings, mention: Mention) -> None:
    new = spellings.PREVIEW_ONLY[mention.method].decorator
    node = mention.node
    if isinstance(node, ast.Call):
        if mention.register is not None:
            message, kind = "a preview decorator is looked up by its name in a string", PREVIEW_DYNAMIC_ARGUMENTS
            findings.notes.append(note(subject.source, node, kind, message=message, remedy=f"use {new}"))
    elif mention.register is None and mention.decorates and _names_binding(mention.call):
        facts = {"name": mention.method, "owner": ast.unparse(node.value), "wanted": new}
        findings.notes.append(note(subject.source, mention.call or node, PREVIEW_UNKNOWN_OBJECT, **facts))


def _names_binding(call: ast.Call | None) -> bool:
    return any(keyword.arg == "arg_name" for keyword in (call.keywords if call else ()))
